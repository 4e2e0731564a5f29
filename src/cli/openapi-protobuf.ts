/** kubectl up to 1.33 reads OpenAPI v2 in this form alone. */
export const OPENAPI_V2_ASKED = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf';
/** What the answer is called: the sign @ may not stand in a media type. Models kube-openapi pkg/handler. */
export const OPENAPI_V2_PROTOBUF = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/** A part of the document as JSON has it: only what `openApiV2` writes. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}
interface Document {
  readonly swagger: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly definitions: Readonly<Record<string, Schema>>;
}

/**
 * The document as gnostic's protobuf (openapiv2/OpenAPIv2.proto): its definitions, which clients check objects by.
 * Paths are left out: what reads this form does not look at them.
 */
export function openApiProtobuf(document: unknown): Buffer {
  const { swagger, info, definitions } = document as Document;
  const named = Object.entries(definitions).map(([name, schema]) =>
    bytes(1, Buffer.concat([text(1, name), bytes(2, schemaOf(schema))])),
  );
  return Buffer.concat([
    text(1, swagger),
    bytes(2, Buffer.concat([text(1, info.title), text(2, info.version)])),
    bytes(8, Buffer.alloc(0)),
    bytes(9, Buffer.concat(named)),
  ]);
}

/** Models the message Schema; the numbers are those of its fields. */
function schemaOf(schema: Schema): Buffer {
  const parts: Buffer[] = [];
  if (schema.$ref !== undefined) parts.push(text(1, schema.$ref));
  if (schema.format !== undefined) parts.push(text(2, schema.format));
  if (schema.description !== undefined) parts.push(text(4, schema.description));
  for (const name of schema.required ?? []) parts.push(text(19, name));
  if (schema.additionalProperties !== undefined) {
    parts.push(bytes(21, bytes(1, schemaOf(schema.additionalProperties))));
  }
  if (schema.type !== undefined) parts.push(bytes(22, text(1, schema.type)));
  if (schema.items !== undefined) parts.push(bytes(23, bytes(1, schemaOf(schema.items))));
  if (schema.properties !== undefined) {
    const named = Object.entries(schema.properties).map(([name, value]) =>
      bytes(1, Buffer.concat([text(1, name), bytes(2, schemaOf(value))])),
    );
    parts.push(bytes(25, Buffer.concat(named)));
  }
  for (const [name, value] of Object.entries(schema)) {
    // JSON is YAML too.
    if (!name.startsWith('x-')) continue;
    parts.push(bytes(31, Buffer.concat([text(1, name), bytes(2, text(2, `${JSON.stringify(value)}\n`))])));
  }
  return Buffer.concat(parts);
}

const text = (field: number, value: string): Buffer => bytes(field, Buffer.from(value));

/** A field that has a length: a text or a message. */
function bytes(field: number, value: Buffer): Buffer {
  return Buffer.concat([varint(field * 8 + 2), varint(value.length), value]);
}

function varint(value: number): Buffer {
  const out: number[] = [];
  let rest = value;
  while (rest > 127) {
    out.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  out.push(rest);
  return Buffer.from(out);
}
