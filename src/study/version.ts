/** The version of Anisky that made a result; written into what is exported. */
export { version } from '../../package.json'
