/** Property tests draw the same inputs in every run: a red suite can be read again tomorrow. Other seeds: ANISKY_SEED. */
import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env['ANISKY_SEED'] ?? 1) })
