import { type AccessFinding, findingsOf } from '../domain/access-findings.ts'
import { type AccessMatrix, estateOf, matrixOf } from '../domain/access-matrix.ts'
import { type AccessLine, type AccessReading, emptyReading, withLine } from '../domain/access-reading.ts'

/**
 * Works out who reaches what, apart from the page: a million cells may take a second. It is told each line as it comes,
 * and evaluates what it has when asked.
 */
export type WorkerTask =
  | { kind: 'line'; line: AccessLine }
  | { kind: 'evaluate'; nowSeconds: number; isComplete: boolean }

export interface WorkerAnswer {
  matrix: AccessMatrix
  /** Of a complete reading: what is not there yet is not gone. */
  findings: readonly AccessFinding[]
}

let reading: AccessReading = emptyReading

self.onmessage = ({ data: task }: MessageEvent<WorkerTask>) => {
  if (task.kind === 'line') {
    reading = withLine(reading, task.line)
    return
  }
  const matrix = matrixOf(estateOf(reading, task.nowSeconds))
  const answer: WorkerAnswer = { matrix, findings: task.isComplete ? findingsOf(reading) : [] }
  self.postMessage(answer, { transfer: [matrix.cells.buffer] })
}
