/** Saves the numbers of a plot, as its caller knows how. */
export function CsvPress({ label, onPress }: { readonly label: string; onPress(): void }) {
  return (
    <button type="button" className="text-button small" aria-label={`${label} as CSV`} title="Save these numbers as CSV" onClick={onPress}>
      CSV
    </button>
  )
}
