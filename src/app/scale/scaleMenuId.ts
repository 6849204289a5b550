/** The pop-over of a pane's scale, by which any button may open it. */
export const scaleMenuId = (pane: number): string => `scale-${pane}`
