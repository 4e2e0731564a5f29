import { humanAge } from '../../../api/duration.ts';
import { parseTime } from '../../../api/time.ts';
import type { Millis } from '../../../sim/clock.ts';
import { type JsonObject, readText } from '../../json.ts';
import type { Table } from '../../printers/table.ts';

/** What kubectl shows of an object when the server sent no table: name and age. Models HumanReadablePrinter's default handler. */
export function clientTable(object: JsonObject | undefined, now: Millis): Table {
  const column = (name: string, format = '') => ({ name, type: 'string', format, priority: 0 });
  if (object === undefined) return { columns: [], rows: [] };
  const age = humanAge(parseTime(readText(object, 'metadata', 'creationTimestamp')), now);
  return {
    columns: [column('Name', 'name'), column('Age')],
    rows: [{ cells: [readText(object, 'metadata', 'name'), age], object }],
  };
}
