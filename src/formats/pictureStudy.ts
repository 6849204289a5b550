/** The study inside a picture or drawing that was taken away from here. */
import { studyInPng } from './pngStudy.ts'
import { studyInSvg } from './svgStudy.ts'

/**
 * The JSON of the study in a PNG or SVG, or undefined where there is none. Throws unreadable-file where it is damaged.
 * What the text says is not looked at here: it is checked as every study is.
 */
export const studyInPicture = async (file: Blob): Promise<string | undefined> => (await studyInPng(file)) ?? studyInSvg(file)
