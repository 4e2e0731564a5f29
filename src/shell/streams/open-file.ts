import type { Input } from './input.ts';

/** The writing side of an open file. */
export interface Output {
  write(text: string, signal?: AbortSignal): Promise<void>;
  readonly isTerminal: boolean;
}

export interface OpenFileEnds {
  readonly input?: Input;
  readonly output?: Output;
  /** Called when the last descriptor of it is closed. */
  readonly close?: () => void;
}

/** What a descriptor refers to. Counts its descriptors, so that a pipe ends with the last of its writers. */
export class OpenFile {
  readonly input: Input | undefined;
  readonly output: Output | undefined;
  readonly #close: (() => void) | undefined;
  #descriptors = 1;

  constructor(ends: OpenFileEnds) {
    this.input = ends.input;
    this.output = ends.output;
    this.#close = ends.close;
  }

  retain(): OpenFile {
    this.#descriptors++;
    return this;
  }

  release(): void {
    if (--this.#descriptors === 0) this.#close?.();
  }
}

/** The open files of one process by descriptor. */
export type Descriptors = Map<number, OpenFile>;

export function copyDescriptors(descriptors: Descriptors): Descriptors {
  const copy: Descriptors = new Map();
  for (const [number, file] of descriptors) copy.set(number, file.retain());
  return copy;
}

export function releaseDescriptors(descriptors: Descriptors): void {
  for (const file of descriptors.values()) file.release();
  descriptors.clear();
}

/** Puts a file (already counted for this) at a descriptor, closing what was there. */
export function setDescriptor(descriptors: Descriptors, number: number, file: OpenFile | undefined): void {
  descriptors.get(number)?.release();
  if (file === undefined) descriptors.delete(number);
  else descriptors.set(number, file);
}
