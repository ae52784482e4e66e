// Packs a zip of the extension as a CRX3 file, signed with an RSA key:
//   node manifests/packaging/crx.mjs ZIP KEY > FILE
// The format: "Cr24", version 3, length of the header, header, zip; the header is a protocol buffer with the public key,
// the signature, and what is signed beside the zip: the extension's id.
import {createHash, createPrivateKey, createPublicKey, createSign} from 'node:crypto';
import {readFileSync} from 'node:fs';

const [zipFile, keyFile] = process.argv.slice(2);
const zip = readFileSync(zipFile);
const key = createPrivateKey(readFileSync(keyFile));
const publicKey = createPublicKey(key).export({type: 'spki', format: 'der'});

const number = value => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
/** A field of bytes in a protocol buffer. */
function field(which, bytes) {
  const varint = value => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);
  return Buffer.concat([Buffer.from([...varint((which << 3) | 2), ...varint(bytes.length)]), bytes]);
}

const id = createHash('sha256').update(publicKey).digest().subarray(0, 16);
const signed = field(1, id);
const signature = createSign('sha256')
  .update(Buffer.concat([Buffer.from('CRX3 SignedData\0', 'latin1'), number(signed.length), signed, zip]))
  .sign(key);
const proof = Buffer.concat([field(1, publicKey), field(2, signature)]);
const header = Buffer.concat([field(2, proof), field(10_000, signed)]);
process.stdout.write(Buffer.concat([Buffer.from('Cr24'), number(3), number(header.length), header, zip]));
