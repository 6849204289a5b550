/** Programs of a context, compiled when they are first needed and kept. */
import type { Geometry } from '../../science/sphere/rings.ts'
import type { ProjectionName } from '../../study/document.ts'
import { fragmentShader, vertexShader, type Target } from './shaders.ts'

export interface Program {
  readonly program: WebGLProgram
  /** The place of a uniform; null, which WebGL ignores, for one that this program does without. */
  at(uniform: string): WebGLUniformLocation | null
}

interface Made {
  readonly program: WebGLProgram
  readonly shaders: readonly WebGLShader[]
  ready?: Program
}

export class Programs {
  readonly #gl: WebGL2RenderingContext
  /** Where the driver can say so, whether it has finished is asked without waiting for it. */
  readonly #parallel: { readonly COMPLETION_STATUS_KHR: number } | null
  readonly #made = new Map<string, Made>()

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl
    this.#parallel = gl.getExtension('KHR_parallel_shader_compile')
  }

  /** The program, or undefined while the driver is still compiling it. Throws when it cannot. */
  of(projection: ProjectionName, kind: Geometry['kind'], target: Target): Program | undefined {
    const name = `${projection} ${kind} ${target}`
    let made = this.#made.get(name)
    if (made === undefined) {
      made = this.#begin(fragmentShader(projection, kind, target))
      this.#made.set(name, made)
    }
    if (made.ready === undefined && this.#isCompiled(made.program)) made.ready = this.#finish(made)
    return made.ready
  }

  #isCompiled(program: WebGLProgram): boolean {
    return this.#parallel === null || this.#gl.getProgramParameter(program, this.#parallel.COMPLETION_STATUS_KHR) !== false
  }

  #begin(fragment: string): Made {
    const gl = this.#gl
    const program = gl.createProgram()
    const shaders = ([[gl.VERTEX_SHADER, vertexShader], [gl.FRAGMENT_SHADER, fragment]] as const).map(([type, source]) => {
      const shader = gl.createShader(type)!
      gl.shaderSource(shader, source)
      gl.compileShader(shader)
      gl.attachShader(program, shader)
      return shader
    })
    gl.linkProgram(program)
    return { program, shaders }
  }

  #finish({ program, shaders }: Made): Program {
    const gl = this.#gl
    if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
      throw new Error(`the shader was not accepted: ${[gl.getProgramInfoLog(program), ...shaders.map((shader) => gl.getShaderInfoLog(shader))].filter(Boolean).join('\n')}`)
    }
    for (const shader of shaders) gl.deleteShader(shader)
    const places = new Map<string, WebGLUniformLocation | null>()
    const at = (uniform: string) => {
      if (!places.has(uniform)) places.set(uniform, gl.getUniformLocation(program, uniform))
      return places.get(uniform) ?? null
    }
    return { program, at }
  }
}
