import { chordText, type Command, type CommandTable } from '../commands.ts'
import { Dialog } from './Dialog.tsx'
import { KeptSection } from './KeptSection.tsx'

export interface HelpDialogProps {
  readonly open: boolean
  readonly commands: CommandTable
  onClose(): void
}

/** The keyboard sheet, made from the table that binds the keys. */
export function HelpDialog({ open, commands, onClose }: HelpDialogProps) {
  const bound = Object.values<Command>(commands).filter(({ keys }) => keys !== undefined)
  const [anywhere, onMap] = [bound.filter(isAnywhere), bound.filter((command) => !isAnywhere(command))]
  return (
    <Dialog title="Help" open={open} onClose={onClose}>
      <p>
        The map shows how many more (red) or fewer (blue) cosmic rays arrive from each direction than on average. The cards of the recipe apply to it in
        order: mask, subtract, smooth, show. Drop a HEALPix map (FITS, .npy or a text table) anywhere to see your own sky; it stays on this computer.
      </p>
      <Sheet title="Anywhere" commands={anywhere} />
      <Sheet title="While the map has the focus, or nothing has" commands={onMap} />
      <p className="soft small">On the map the arrow keys move the cursor from pixel to pixel, and Enter marks the place. Tab leaves it.</p>
      <KeptSection forget={commands.forget} />
    </Dialog>
  )
}

const isAnywhere = ({ keys = [] }: Command): boolean => keys.some((chord) => chord.length > 1 && chord.includes('+'))

function Sheet({ title, commands }: { readonly title: string; readonly commands: readonly Command[] }) {
  return (
    <table className="sheet">
      <caption>{title}</caption>
      <tbody>
        {commands.map(({ id, label, keys = [] }) => (
          <tr key={id}>
            <th scope="row">{label}</th>
            <td>
              {keys.map((chord) => (
                <kbd key={chord} className="keycap">
                  {chordText(chord)}
                </kbd>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
