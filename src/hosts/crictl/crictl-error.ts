import { goQuote } from '../../api/go-quote.ts';
import { formatTime } from '../../api/time.ts';
import type { ProgramIo } from '../../shell/program.ts';

/** Ends crictl as logrus' Fatal does; a terminal gets another form than a file. */
export async function crictlError(io: ProgramIo, message: string): Promise<number> {
  await crictlLog(io, 'fatal', message);
  return 1;
}

export async function crictlLog(io: ProgramIo, level: 'fatal' | 'error' | 'warning', message: string): Promise<void> {
  const short = level.toUpperCase().slice(0, 4);
  const line = io.stderr.isTerminal
    ? `${short}[0000] ${message}`
    : `time="${formatTime(io.clock.now())}" level=${level} msg=${goQuote(message)}`;
  await io.stderr.write(`${line}\n`);
}
