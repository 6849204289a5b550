/** The sky as a globe in space, with arrows that stand out of it. The only picture of the sky that three.js draws; it is fetched when it is asked for. */
import {
  AmbientLight, BufferAttribute, BufferGeometry, CanvasTexture, Color, ConeGeometry, CylinderGeometry, DirectionalLight, Group, LinearFilter, Mesh, MeshBasicMaterial, MeshLambertMaterial,
  OrthographicCamera, Quaternion, Scene, SRGBColorSpace, Vector3, WebGLRenderer,
} from 'three'
import type { Vector3 as Components } from '../science/math/matrix3.ts'
import { ringsOf } from '../science/sphere/rings.ts'
import type { CameraView } from '../study/document.ts'
import type { Display } from '../study/results.ts'
import { cameraOf, type Camera } from './camera.ts'
import { cssColour, type Colour } from './colour.ts'
import { paint, type Painting } from './paint.ts'
import { emptyRaster, rasterRows } from './raster.ts'

/** An arrow from the middle of the globe; `length` 1 ends on its surface. */
export interface Arrow {
  readonly direction: Components
  readonly length: number
  readonly colour: Colour
  /** An axis has no sense: it is drawn to both sides, without heads. */
  readonly axis?: boolean
}

export interface Globe {
  /** What it draws on, to be put into the page. */
  readonly canvas: HTMLCanvasElement
  /** Draws what was last given from where the camera is. */
  look(camera: Camera, density: number): void
  /** The map on the globe. */
  wear(skin: HTMLCanvasElement): void
  point(arrows: readonly Arrow[]): void
  dispose(): void
}

/** Meridians and parallels of the mesh: a chord stays within 5e-4 of the sphere. */
const AROUND = 128
const UPWARD = 64
const SHAFT = 0.012

/** Makes a globe. Throws where there is no WebGL. */
export function createGlobe(): Globe {
  const canvas = document.createElement('canvas')
  const renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true, powerPreference: 'low-power' })
  const scene = new Scene()
  const lens = new OrthographicCamera(-1, 1, 1, -1, -10, 10)
  const sky = new Group()
  sky.matrixAutoUpdate = false
  const material = new MeshBasicMaterial({ transparent: true })
  const arrows = new Group()
  sky.add(new Mesh(sphere(), material), arrows)
  const light = new DirectionalLight(new Color(1, 1, 1), 1.4)
  light.position.set(-1, 1, 2)
  scene.add(sky, new AmbientLight(new Color(1, 1, 1), 0.9), light)
  return {
    canvas,
    look({ width, height, x, y, scale, rotation: r, sense }, density) {
      renderer.setPixelRatio(density)
      renderer.setSize(width, height, false)
      Object.assign(lens, { left: -x / scale, right: (width - x) / scale, top: y / scale, bottom: (y - height) / scale })
      lens.updateProjectionMatrix()
      // The picture's axes are: towards the eye, along growing longitude, up; three's are: right, up, towards the eye.
      sky.matrix.set(sense * r[3], sense * r[4], sense * r[5], 0, r[6], r[7], r[8], 0, r[0], r[1], r[2], 0, 0, 0, 0, 1)
      sky.matrixWorldNeedsUpdate = true
      renderer.render(scene, lens)
    },
    wear(skin) {
      material.map?.dispose()
      const texture = new CanvasTexture(skin)
      Object.assign(texture, { colorSpace: SRGBColorSpace, minFilter: LinearFilter, magFilter: LinearFilter, generateMipmaps: false })
      material.map = texture
      material.needsUpdate = true
    },
    point(list) {
      discard(arrows)
      arrows.clear()
      for (const arrow of list) arrows.add(arrowMesh(arrow))
    },
    dispose() {
      discard(sky)
      material.map?.dispose()
      renderer.dispose()
      renderer.forceContextLoss() // a browser has few contexts, and forgets the oldest: the page's other one
      canvas.remove()
    },
  }
}

function discard(group: Group): void {
  group.traverse((thing) => {
    if (!(thing instanceof Mesh)) return
    const { geometry, material } = thing as Mesh<BufferGeometry, MeshBasicMaterial | MeshLambertMaterial>
    geometry.dispose()
    material.dispose()
  })
}

/** A sphere whose corners are equatorial vectors, and whose texture is a picture of right ascension (growing to the left) and declination. */
function sphere(): BufferGeometry {
  const corners: number[] = []
  const places: number[] = []
  const triangles: number[] = []
  for (let i = 0; i <= UPWARD; i++) {
    for (let j = 0; j <= AROUND; j++) {
      const [alpha, delta] = [(2 * Math.PI * j) / AROUND, Math.PI * (i / UPWARD - 0.5)]
      corners.push(Math.cos(alpha) * Math.cos(delta), Math.sin(alpha) * Math.cos(delta), Math.sin(delta))
      places.push(1 - j / AROUND, i / UPWARD)
      const here = i * (AROUND + 1) + j
      if (i < UPWARD && j < AROUND) triangles.push(here, here + 1, here + AROUND + 2, here, here + AROUND + 2, here + AROUND + 1)
    }
  }
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(corners), 3))
  geometry.setAttribute('uv', new BufferAttribute(Float32Array.from(places), 2))
  geometry.setIndex(triangles)
  return geometry
}

function arrowMesh({ direction, length, colour, axis = false }: Arrow): Group {
  const group = new Group()
  const material = new MeshLambertMaterial({ color: cssColour(colour) })
  const head = axis ? 0 : 0.12
  const shaft = new Mesh(new CylinderGeometry(SHAFT, SHAFT, axis ? 2 * length : length - head, 12), material)
  shaft.position.y = axis ? 0 : (length - head) / 2
  group.add(shaft)
  if (!axis) {
    const tip = new Mesh(new ConeGeometry(3.2 * SHAFT, head, 20), material)
    tip.position.y = length - head / 2
    group.add(tip)
  }
  group.setRotationFromQuaternion(new Quaternion().setFromUnitVectors(new Vector3(0, 1, 0), new Vector3(...direction).normalize()))
  return group
}

/** A raster that covers the whole sky once, to be painted and put on the globe. */
const SKIN_WIDTH = 2048
const SKIN_VIEW: CameraView = {
  ...{ projection: 'equirectangular', frame: 'equatorial', graticule: 'none', longitude: 'leftward', unit: 'degrees' },
  ...{ centreDeg: [180, 0], zoom: 1, magneticPoleDeg: [0, 90] },
}
const SKIN = cameraOf(SKIN_VIEW, SKIN_WIDTH, SKIN_WIDTH / 2)
/** Rows that are made and painted at once: about a millisecond. */
const ROWS = 32
const SLICE_MS = 8

/** Paints a map for a globe and puts it on, some rows at a time. @returns  stops it */
export function dressGlobe(globe: Globe, { geometry, values }: Pick<Display, 'geometry' | 'values'>, painting: Painting, done: () => void): () => void {
  const raster = emptyRaster(SKIN, 1)
  const image = new ImageData(raster.width, raster.height)
  let [row, frame] = [0, 0]
  const proceed = () => {
    const until = performance.now() + SLICE_MS
    while (row < raster.height && performance.now() < until) {
      const to = Math.min(raster.height, row + ROWS)
      rasterRows(raster, ringsOf(geometry), row, to)
      paint(raster, values, painting, image.data, row, to)
      row = to
    }
    if (row < raster.height) return void (frame = requestAnimationFrame(proceed))
    globe.wear(canvasOf(image))
    done()
  }
  proceed()
  return () => cancelAnimationFrame(frame)
}

function canvasOf(image: ImageData): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = image.width
  canvas.height = image.height
  canvas.getContext('2d')!.putImageData(image, 0, 0)
  return canvas
}
