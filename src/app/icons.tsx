/** The few signs in the top bar, drawn with lines. */
const icon = (path: string) => (
  <svg viewBox="0 0 20 20" aria-hidden="true">
    <path d={path} />
  </svg>
)

export const UndoIcon = icon('M8 4 4 8l4 4M4 8h7.5a4.5 4.5 0 0 1 0 9H9')
export const RedoIcon = icon('m12 4 4 4-4 4M16 8H8.5a4.5 4.5 0 0 0 0 9H11')
export const MoreIcon = icon('M4 10h.01M10 10h.01M16 10h.01')
export const LightIcon = icon('M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1')
export const DarkIcon = icon('M16 12.2A6.7 6.7 0 0 1 7.8 4 6.7 6.7 0 1 0 16 12.2')
export const SystemIcon = icon('M3 4.5h14v9H3zM7.5 17h5M10 13.5V17')
