import { DipolePanel } from './DipolePanel.tsx'
import { ProfilePanel } from './ProfilePanel.tsx'
import { SpectrumPanel } from './SpectrumPanel.tsx'

/** The plots beside the map, in the order in which they are read. */
export function Plots() {
  return (
    <>
      <SpectrumPanel />
      <ProfilePanel />
      <DipolePanel />
    </>
  )
}
