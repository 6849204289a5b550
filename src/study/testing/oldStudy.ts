/** A study as a study file and a link had it when a view was panes and a pin: before the camera, comparisons, overlays and marks. Frozen; never made anew. */
export const OLD_STUDY_FILE =
  '{"version":1,"title":"run1.fits","parts":{"file":{"kind":"data","origin":{"name":"run1.fits","bytes":393216,"sha256":"abababababababababababababababababababababababababababababababab"},' +
  '"reading":{"as":"healpix","ordering":"nested","frame":"galactic","epoch":2015.5,"zeroIsUnseen":true}},"map":{"kind":"sky","source":{"from":"map","counts":{"data":"file","column":0},' +
  '"background":{"data":"file","column":1},"intensityIs":"deviation","reference":"background","backgroundMade":"independent","alpha":0.05},"recipe":"main"}},"recipes":{"main":{' +
  '"mask":{"on":false,"declinationDeg":[-90,90],"minimumCounts":0},"subtract":{"on":false,"degrees":[1],"zonal":false},"smooth":{"on":true,"radiusDeg":5},"spectrum":{"lmax":40,"zonal":false},' +
  '"profile":{"declinationDeg":[-90,90],"bins":24,"harmonics":2}}},"view":{"panes":[{"kind":"map","part":"map","quantity":"significance","scale":{"limit":12,"colours":"blueRed"}},' +
  '{"kind":"spectrum","shows":["map"]},{"kind":"profile","shows":["map"]}],"pinDeg":[166,38]}}'

export const OLD_LINK =
  '#1.pZI_bxsxDMW_y5sFw2fDRqu5S4YuBToFHmSJd0f4jlL1J4lj3HcPpGtdI0CnQoskUo98P-qGzHkiaMQi3abnnKAQTMwJ-oaea-yGC4uDhjPZQMFHHljqvZj589vzNVOC3n_d77qjQhrN7nCEhjn_38KiEMk4lqFWNgkaI5k' +
  'p8FtryVFsIQilTA4KfVy7G8xkbGYLBQrejtC7bXfYHBTeKfqn9FMSkUDnWGhZFGYTHjynyxUKyZdoG4o--hm6JSlYX2Ql1dDoFVi9n8os0NtF4WzsZYi-VLV_5XWLAksmSZyvT9Waoxc2mb2g2u4pktT6j2qP0t-Nq1EWR4HEk' +
  'WQomCmMBnq72R4aPMuBWusslWaOJY_QUqZJYaY3tv7PKfg693VfAbTtXaMZbir6hjR7X2VuiMZxSd9ogD4sFeQL02sNBCP1zfOd6Qqv_rL74VcxkjlfK3EehHu2pjpWSNasn3DimTN0t2vcfImV03kq9IMclkX9HVkgm2OZ6-P' +
  'Rv9bSrcrpISdE_3sGn1JOCoGluXjujke1_3Jalg8'
