import type { ReactNode } from 'react'

export interface Row {
  readonly name: string
  readonly value: ReactNode
}

/** Names on the left, values on the right. */
export function Rows({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <dl className="rows">
      {rows.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="number">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
