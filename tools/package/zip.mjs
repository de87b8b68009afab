// A zip archive whose bytes depend only on its content: sorted names, one fixed date, no attributes of this machine.
import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';

const deflate = promisify(deflateRaw);
/** 1980-01-01 00:00, the first instant a zip can name: (year - 1980) << 9 | month << 5 | day. */
const DOS_DATE = (1 << 5) | 1;
const UTF8_NAMES = 0x0800;
const STORED = 0;
const DEFLATED = 8;
const VERSION_NEEDED = 20;

/**
 * Resolves to the bytes of the archive. The same content gives the same bytes with the same Node; another release of
 * Node may bring another zlib and so other bytes for the same files.
 * @param {ReadonlyMap<string, Buffer>} files by path with forward slashes; at most 65,535 files and 4 GB in all
 */
export async function zipOf(files) {
  const names = [...files.keys()].sort();
  const packed = await Promise.all(names.map((name) => entry(name, files.get(name))));
  const local = [];
  const central = [];
  let offset = 0;
  for (const { name, method, crc, size, body } of packed) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(VERSION_NEEDED, 0);
    common.writeUInt16LE(UTF8_NAMES, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt16LE(DOS_DATE, 8);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(name.length, 22);
    local.push(Buffer.from('PK\x03\x04', 'latin1'), common, name, body);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    const madeBy = Buffer.from([VERSION_NEEDED, 0]);
    central.push(Buffer.from('PK\x01\x02', 'latin1'), madeBy, common, rest, name);
    offset += 4 + common.length + name.length + body.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(packed.length, 4);
  end.writeUInt16LE(packed.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

async function entry(name, content) {
  const deflated = await deflate(content, { level: 9 });
  const smaller = deflated.length < content.length;
  return {
    name: Buffer.from(name, 'utf8'),
    method: smaller ? DEFLATED : STORED,
    crc: crc32(content),
    size: content.length,
    body: smaller ? deflated : content,
  };
}
