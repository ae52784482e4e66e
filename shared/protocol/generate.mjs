// Makes the C++ and TypeScript types and their checked parsers from protocol.schema.json.
//   node shared/protocol/generate.mjs           writes the four generated files
//   node shared/protocol/generate.mjs --check   fails when one of them is stale
//
// The C++ side is ours: general generators merge `oneOf`, let unknown fields through and ignore caps. The schema may use
// only what is understood here; anything else is an error, never a silent gap.
import { readFileSync, writeFileSync } from 'node:fs';
import { compile } from 'json-schema-to-typescript';

const at = (name) => new URL(name, import.meta.url);
const schema = JSON.parse(readFileSync(at('protocol.schema.json'), 'utf8'));
const defs = schema.$defs;
const constants = schema['x-constants'];

const kKeywords = new Set(['default', 'enum', 'new', 'delete', 'public', 'private', 'class', 'struct', 'union', 'operator']);
const snake = (name) => name.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase();
const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
const pascal = (name) => camel(`_${name}`);
const cppName = (name) => (kKeywords.has(name) ? `${name}_` : name);
const quote = (text) => JSON.stringify(text);

const kKnown = new Set([
  '$ref', '$comment', 'description', 'type', 'enum', 'const', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum',
  'items', 'minItems', 'maxItems', 'properties', 'required', 'additionalProperties', 'oneOf', 'x-discriminator',
]);

// -- the schema, read once into plain shapes ------------------------------------------------------------------------

function refName(node) {
  const name = node.$ref.replace('#/$defs/', '');
  if (!defs[name]) throw new Error(`no such definition: ${node.$ref}`);
  return name;
}

// A pattern is a sequence of character classes or literals, each with a count: "^[0-9]{4}-[0-9]{2}$".
function patternParts(pattern) {
  const parts = [];
  const token = /\[([^\]]+)\]|([\w-])/y;
  const count = /\{(\d+)(?:,(\d+))?\}/y;
  if (!pattern.startsWith('^') || !pattern.endsWith('$')) throw new Error(`pattern must be anchored: ${pattern}`);
  let at = 1;
  while (at < pattern.length - 1) {
    token.lastIndex = at;
    const found = token.exec(pattern);
    if (!found) throw new Error(`pattern not understood: ${pattern}`);
    at = token.lastIndex;
    count.lastIndex = at;
    const times = count.exec(pattern);
    if (times) at = count.lastIndex;
    const min = times ? Number(times[1]) : 1;
    const letters = found[1]
      ? found[1].replace(/(\w)-(\w)/g, (_, from, to) => {
          let all = '';
          for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code++) all += String.fromCharCode(code);
          return all;
        })
      : found[2];
    parts.push({ letters, min, max: times?.[2] ? Number(times[2]) : min });
  }
  return parts;
}

function shapeOf(node, where) {
  for (const key of Object.keys(node)) if (!kKnown.has(key)) throw new Error(`${where}: keyword ${key} is not understood`);
  if (node.$ref) return { kind: 'ref', name: refName(node) };
  if (node.const !== undefined) return { kind: 'const', value: node.const };
  if (node.oneOf) return { kind: 'union', tag: node['x-discriminator'], members: node.oneOf.map(refName) };
  if (node.enum) return { kind: 'enum', values: node.enum, name: where };
  switch (node.type) {
    case 'string':
      if (node.maxLength === undefined) throw new Error(`${where}: a string needs maxLength`);
      return { kind: 'string', min: node.minLength ?? 0, max: node.maxLength, pattern: node.pattern };
    case 'integer':
      if (node.minimum === undefined || node.maximum === undefined) throw new Error(`${where}: an integer needs bounds`);
      return { kind: 'integer', min: node.minimum, max: node.maximum };
    case 'boolean':
      return { kind: 'boolean' };
    case 'array':
      if (node.maxItems === undefined) throw new Error(`${where}: an array needs maxItems`);
      return { kind: 'array', min: node.minItems ?? 0, max: node.maxItems, item: shapeOf(node.items, `${where}Item`) };
    case 'object':
      if (node.additionalProperties !== false) throw new Error(`${where}: an object must refuse unknown fields`);
      return {
        kind: 'object',
        fields: Object.entries(node.properties).map(([name, field]) => ({
          name,
          shape: shapeOf(field, where + pascal(name)),
          required: (node.required ?? []).includes(name),
          description: field.description,
        })),
      };
    default:
      throw new Error(`${where}: type ${node.type} is not understood`);
  }
}

const shapes = new Map(Object.entries(defs).map(([name, node]) => [name, shapeOf(node, name)]));

// Enums written in place get a name of their own: DatasetUser.sector -> DatasetUserSector.
const enums = new Map();
const collect = (shape) => {
  if (shape.kind === 'enum') enums.set(shape.name, shape.values);
  if (shape.kind === 'array') collect(shape.item);
  if (shape.kind === 'object') shape.fields.forEach((field) => collect(field.shape));
};
shapes.forEach(collect);

const resolve = (shape) => (shape.kind === 'ref' ? resolve(shapes.get(shape.name)) : shape);

// Structs before their users.
function ordered() {
  const done = [];
  const visit = (name) => {
    if (done.includes(name)) return;
    const walk = (shape) => {
      if (shape.kind === 'ref') visit(shape.name);
      if (shape.kind === 'array') walk(shape.item);
      if (shape.kind === 'object') shape.fields.forEach((field) => walk(field.shape));
      if (shape.kind === 'union') shape.members.forEach(visit);
    };
    walk(shapes.get(name));
    done.push(name);
  };
  [...shapes.keys()].forEach(visit);
  return done.filter((name) => ['object', 'union'].includes(shapes.get(name).kind));
}

// -- C++ --------------------------------------------------------------------------------------------------------------

const banner = '// Generated by generate.mjs from protocol.schema.json. Do not edit.\n';
const comment = (text, indent = '') => (text ? `${indent}// ${text}\n` : '');

function cppType(shape) {
  if (shape.kind === 'ref') {
    const target = shapes.get(shape.name);
    return ['object', 'union', 'enum'].includes(target.kind) ? shape.name : cppType(target);
  }
  switch (shape.kind) {
    case 'enum': return shape.name;
    case 'string': return 'std::string';
    case 'integer': return 'std::int64_t';
    case 'boolean': return 'bool';
    case 'array': return `std::vector<${cppType(shape.item)}>`;
    default: throw new Error(`no C++ type for ${shape.kind}`);
  }
}

function cppField(field) {
  if (field.shape.kind === 'const') return '';
  const type = cppType(field.shape);
  const initial = { enum: '{}', integer: ' = 0', boolean: ' = false' }[resolve(field.shape).kind] ?? '';
  const declared = field.required ? `${type} ${cppName(field.name)}${initial};` : `std::optional<${type}> ${cppName(field.name)};`;
  return `${comment(field.description, '  ')}  ${declared}\n`;
}

function cppTypes() {
  let out = `${banner}#pragma once\n\n#include <cstddef>\n#include <cstdint>\n#include <optional>\n#include <string>\n#include <string_view>\n#include <variant>\n#include <vector>\n\nnamespace bycatch {\n\n`;
  for (const [name, value] of Object.entries(constants)) {
    const type = typeof value === 'string' ? 'std::string_view' : name.endsWith('_bytes') || name === 'max_depth' ? 'std::size_t' : 'std::int64_t';
    out += `inline constexpr ${type} k${pascal(name)} = ${typeof value === 'string' ? quote(value) : value};\n`;
  }
  for (const [name, values] of enums) {
    out += `\n${comment(defs[name]?.description)}enum class ${name} {\n${values.map((value) => `  ${cppName(value)},\n`).join('')}};\n`;
    out += `[[nodiscard]] std::string_view to_string(${name} value) noexcept;\n`;
    out += `[[nodiscard]] std::optional<${name}> parse_${snake(name)}(std::string_view text) noexcept;\n`;
  }
  for (const name of ordered()) {
    const shape = shapes.get(name);
    out += `\n${comment(defs[name].description)}`;
    if (shape.kind === 'union') {
      out += `using ${name} = std::variant<${shape.members.join(', ')}>;\n`;
      continue;
    }
    const verb = shape.fields.find((field) => field.shape.kind === 'const');
    out += `struct ${name} {\n`;
    if (verb) out += `  static constexpr std::string_view k${pascal(verb.name)} = ${quote(verb.shape.value)};\n`;
    out += shape.fields.map(cppField).join('');
    out += `  bool operator==(const ${name}&) const = default;\n};\n`;
  }
  return `${out}\n}  // namespace bycatch\n`;
}

function cppJsonHeader() {
  let out = `${banner}// to_json writes only what is there. parse_* take hostile JSON: every cap, pattern and bound of the schema is checked and\n// an unknown field refused; the error is bad_request and names the field, never its value.\n#pragma once\n\n#include <nlohmann/json_fwd.hpp>\n\n#include "protocol.gen.h"\n#include "result.h"\n\nnamespace bycatch {\n\n`;
  for (const name of ordered()) {
    out += `[[nodiscard]] nlohmann::json to_json(const ${name}& value);\n`;
    out += `[[nodiscard]] Result<${name}> parse_${snake(name)}(const nlohmann::json& json);\n`;
  }
  return `${out}\n}  // namespace bycatch\n`;
}

// A statement that reads `json` (an expression) into `target`, or sets `bad`.
function cppRead(shape, json, target, where, indent) {
  if (shape.kind === 'ref') {
    const aim = shapes.get(shape.name);
    if (aim.kind === 'object' || aim.kind === 'union') return `${indent}if (!read_object(${json}, ${target}, parse_${snake(shape.name)}, error)) return false;\n`;
    return cppRead(aim, json, target, where, indent);
  }
  const name = quote(where);
  switch (shape.kind) {
    case 'enum':
      return `${indent}if (!read_enum(${json}, ${target}, parse_${snake(shape.name)}, ${name}, error)) return false;\n`;
    case 'string': {
      const parts = shape.pattern ? `, k${pascal(snake(where.replace(/\W/g, '_')))}Pattern` : '';
      return `${indent}if (!read_string(${json}, ${target}, ${shape.min}, ${shape.max}, ${name}, error${parts})) return false;\n`;
    }
    case 'integer':
      return `${indent}if (!read_integer(${json}, ${target}, ${shape.min}, ${shape.max}, ${name}, error)) return false;\n`;
    case 'boolean':
      return `${indent}if (!read_boolean(${json}, ${target}, ${name}, error)) return false;\n`;
    case 'array':
      return (
        `${indent}if (!is_array(${json}, ${shape.min}, ${shape.max}, ${name}, error)) return false;\n` +
        `${indent}${target}.reserve((${json}).size());\n` +
        `${indent}for (const json_t& item : ${json}) {\n` +
        `${indent}  auto& element = ${target}.emplace_back();\n` +
        cppRead(shape.item, 'item', 'element', `${where}[]`, `${indent}  `) +
        `${indent}}\n`
      );
    default:
      throw new Error(`cannot read ${shape.kind}`);
  }
}

function cppWrite(shape, value) {
  const aim = resolve(shape);
  if (aim.kind === 'array') return `array_of(${value})`;
  if (aim.kind === 'enum') return `to_string(${value})`;
  if (aim.kind === 'object' || aim.kind === 'union') return `to_json(${value})`;
  return value;
}

const patterns = new Map();
function notePatterns(shape, where) {
  if (shape.kind === 'string' && shape.pattern) patterns.set(where, patternParts(shape.pattern));
  if (shape.kind === 'ref' && !['object', 'union'].includes(shapes.get(shape.name).kind)) notePatterns(shapes.get(shape.name), where);
  if (shape.kind === 'array') notePatterns(shape.item, `${where}[]`);
  if (shape.kind === 'object') shape.fields.forEach((field) => notePatterns(field.shape, `${where}.${field.name}`));
}

const kCppHelpers = `using json_t = nlohmann::json;

struct PatternPart {
  std::string_view letters;
  std::size_t min;
  std::size_t max;
};

bool matches(std::string_view text, std::span<const PatternPart> parts) {
  for (const PatternPart& part : parts) {
    std::size_t taken = 0;
    while (taken < part.max && taken < text.size() && part.letters.find(text[taken]) != std::string_view::npos) ++taken;
    if (taken < part.min) return false;
    text.remove_prefix(taken);
  }
  return text.empty();
}

// Code points of a string that the JSON parser has found to be valid UTF-8.
std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (const char byte : text) count += (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U;
  return count;
}

bool refuse(std::string_view what, Error& error) {
  error = {ErrorCode::bad_request, std::string(what)};
  return false;
}

bool read_string(const json_t& json, std::string& out, std::size_t min, std::size_t max, std::string_view where, Error& error,
                 std::span<const PatternPart> pattern = {}) {
  const auto* text = json.get_ptr<const std::string*>();
  if (text == nullptr) return refuse(where, error);
  if (text->size() > max * 4 || text->size() < min) return refuse(where, error);
  const std::size_t length = code_points(*text);
  if (length < min || length > max) return refuse(where, error);
  if (!pattern.empty() && !matches(*text, pattern)) return refuse(where, error);
  out = *text;
  return true;
}

bool read_integer(const json_t& json, std::int64_t& out, std::int64_t min, std::int64_t max, std::string_view where, Error& error) {
  if (!json.is_number_integer()) return refuse(where, error);
  if (json.is_number_unsigned() && json.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    return refuse(where, error);
  }
  const auto value = json.get<std::int64_t>();
  if (value < min || value > max) return refuse(where, error);
  out = value;
  return true;
}

bool read_boolean(const json_t& json, bool& out, std::string_view where, Error& error) {
  if (!json.is_boolean()) return refuse(where, error);
  out = json.get<bool>();
  return true;
}

template <class E>
bool read_enum(const json_t& json, E& out, std::optional<E> (*parse)(std::string_view) noexcept, std::string_view where, Error& error) {
  const auto* text = json.get_ptr<const std::string*>();
  if (text == nullptr) return refuse(where, error);
  const std::optional<E> value = parse(*text);
  if (!value) return refuse(where, error);
  out = *value;
  return true;
}

template <class T>
bool read_object(const json_t& json, T& out, Result<T> (*parse)(const json_t&), Error& error) {
  Result<T> value = parse(json);
  if (!value) {
    error = std::move(value).error();
    return false;
  }
  out = *std::move(value);
  return true;
}

bool is_array(const json_t& json, std::size_t min, std::size_t max, std::string_view where, Error& error) {
  if (!json.is_array() || json.size() < min || json.size() > max) return refuse(where, error);
  return true;
}

json_t as_json(const std::string& text) { return text; }
json_t as_json(std::int64_t number) { return number; }
template <class T>
json_t as_json(const T& value) {
  if constexpr (std::is_enum_v<T>) {
    return to_string(value);
  } else {
    return to_json(value);
  }
}

template <class T>
json_t array_of(const std::vector<T>& values) {
  json_t out = json_t::array();
  for (const T& value : values) out.push_back(as_json(value));
  return out;
}
`;

function cppJson() {
  for (const name of ordered()) if (shapes.get(name).kind === 'object') notePatterns(shapes.get(name), name);
  let out = `${banner}#include "protocol_json.gen.h"\n\n#include <array>\n#include <limits>\n#include <nlohmann/json.hpp>\n#include <span>\n#include <type_traits>\n#include <utility>\n\nnamespace bycatch {\n\n`;
  for (const [name, values] of enums) {
    out += `namespace {\nconstexpr std::array<std::string_view, ${values.length}> k${name}Words = {\n${values.map((value) => `    ${quote(value)},\n`).join('')}};\n}  // namespace\n`;
    out += `std::string_view to_string(${name} value) noexcept {\n  const auto at = static_cast<std::size_t>(value);\n  return at < k${name}Words.size() ? k${name}Words[at] : std::string_view{};\n}\n`;
    out += `std::optional<${name}> parse_${snake(name)}(std::string_view text) noexcept {\n  for (std::size_t at = 0; at < k${name}Words.size(); ++at) {\n    if (k${name}Words[at] == text) return static_cast<${name}>(at);\n  }\n  return std::nullopt;\n}\n\n`;
  }
  out += `namespace {\n\n${kCppHelpers}\n`;
  for (const [where, parts] of patterns) {
    out += `constexpr PatternPart k${pascal(snake(where.replace(/\W/g, '_')))}Pattern[] = {${parts.map((part) => `{${quote(part.letters)}, ${part.min}, ${part.max}}`).join(', ')}};\n`;
  }
  out += '\n}  // namespace\n\n';
  for (const name of ordered()) {
    const shape = shapes.get(name);
    const parse = `parse_${snake(name)}`;
    if (shape.kind === 'union') {
      out += `json_t to_json(const ${name}& value) {\n  return std::visit([](const auto& member) { return to_json(member); }, value);\n}\n\n`;
      out += `Result<${name}> ${parse}(const json_t& json) {\n`;
      out += `  if (!json.is_object()) return fail(ErrorCode::bad_request, ${quote(name)});\n`;
      out += `  const auto tag = json.find(${quote(shape.tag)});\n`;
      out += `  const std::string* word = tag == json.end() ? nullptr : tag->get_ptr<const std::string*>();\n`;
      out += `  if (word == nullptr) return fail(ErrorCode::bad_request, ${quote(`${name}.${shape.tag}`)});\n`;
      for (const member of shape.members) {
        out += `  if (*word == ${member}::k${pascal(shape.tag)}) return parse_${snake(member)}(json);\n`;
      }
      out += `  return fail(ErrorCode::bad_request, ${quote(`${name}.${shape.tag}`)});\n}\n\n`;
      continue;
    }
    out += `json_t to_json(const ${name}& value) {\n  json_t out = json_t::object();\n`;
    for (const field of shape.fields) {
      const key = quote(field.name);
      if (field.shape.kind === 'const') out += `  out[${key}] = ${quote(field.shape.value)};\n`;
      else if (field.required) out += `  out[${key}] = ${cppWrite(field.shape, `value.${cppName(field.name)}`)};\n`;
      else out += `  if (value.${cppName(field.name)}) out[${key}] = ${cppWrite(field.shape, `*value.${cppName(field.name)}`)};\n`;
    }
    out += `  return out;\n}\n\n`;
    out += `namespace {\nbool read_field(const std::string& key, [[maybe_unused]] const json_t& json, ${name}& out, Error& error) {\n`;
    for (const field of shape.fields) {
      out += `  if (key == ${quote(field.name)}) {\n`;
      if (field.shape.kind === 'const') {
        out += `    const auto* text = json.get_ptr<const std::string*>();\n`;
        out += `    if (text == nullptr || *text != ${quote(field.shape.value)}) return refuse(${quote(`${name}.${field.name}`)}, error);\n`;
      } else {
        const target = field.required ? `out.${cppName(field.name)}` : 'slot';
        if (!field.required) out += `    auto& slot = out.${cppName(field.name)}.emplace();\n`;
        out += cppRead(field.shape, 'json', target, `${name}.${field.name}`, '    ');
      }
      out += `    return true;\n  }\n`;
    }
    out += `  static_cast<void>(out);\n  return refuse(${quote(`${name}: unknown field`)}, error);\n}\n}  // namespace\n\n`;
    const required = shape.fields.filter((field) => field.required).map((field) => quote(field.name));
    out += `Result<${name}> ${parse}(const json_t& json) {\n`;
    out += `  if (!json.is_object()) return fail(ErrorCode::bad_request, ${quote(name)});\n`;
    if (required.length) {
      out += `  for (const char* key : {${required.join(', ')}}) {\n    if (!json.contains(key)) return fail(ErrorCode::bad_request, std::string(${quote(`${name} lacks `)}) + key);\n  }\n`;
    }
    out += `  ${name} out;\n  Error error{};\n  for (const auto& [key, member] : json.items()) {\n    if (!read_field(key, member, out, error)) return std::unexpected(std::move(error));\n  }\n  return out;\n}\n\n`;
  }
  return `${out}}  // namespace bycatch\n`;
}

// -- TypeScript -------------------------------------------------------------------------------------------------------

const kTsHelpers = `type Check = (value: unknown) => boolean;

// Whoever bundles this leaves out the checks that nobody uses: making one has no effect but its value.

// A lone surrogate counts as one code point, as everywhere in JavaScript; the host never sends one.
const codePoints = (text: string): number => {
  let count = 0;
  for (const _ of text) count++;
  return count;
};
/* @__NO_SIDE_EFFECTS__ */
const text =
  (min: number, max: number, pattern?: RegExp): Check =>
  (value) =>
    typeof value === 'string' &&
    value.length >= min &&
    (value.length <= max || (value.length <= max * 2 && codePoints(value) <= max)) &&
    (min === 0 || codePoints(value) >= min) &&
    (!pattern || pattern.test(value));
/* @__NO_SIDE_EFFECTS__ */
const integer =
  (min: number, max: number): Check =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;
const bool: Check = (value) => typeof value === 'boolean';
/* @__NO_SIDE_EFFECTS__ */
const word =
  (words: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && words.includes(value);
/* @__NO_SIDE_EFFECTS__ */
const constant =
  (expected: string): Check =>
  (value) =>
    value === expected;
/* @__NO_SIDE_EFFECTS__ */
const list =
  (min: number, max: number, item: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length >= min && value.length <= max && value.every(item);
/* @__NO_SIDE_EFFECTS__ */
const record =
  (required: Record<string, Check>, optional: Record<string, Check>): Check =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    for (const [key, field] of Object.entries(value)) {
      const check = Object.hasOwn(required, key) ? required[key] : Object.hasOwn(optional, key) ? optional[key] : undefined;
      if (!check?.(field)) return false;
    }
    return Object.keys(required).every((key) => Object.hasOwn(value, key));
  };
/* @__NO_SIDE_EFFECTS__ */
const union =
  (tag: string, members: Record<string, Check>): Check =>
  (value) => {
    if (typeof value !== 'object' || value === null) return false;
    const name: unknown = (value as Record<string, unknown>)[tag];
    return typeof name === 'string' && Object.hasOwn(members, name) && members[name]?.(value) === true;
  };
`;

function tsCheck(shape) {
  switch (shape.kind) {
    case 'ref': return `is${shape.name}`;
    case 'const': return `constant(${quote(shape.value)})`;
    // A newer host may know codes that we do not: the word is let through and shown as \`internal\`.
    case 'enum': return shape.name === 'ErrorCode' ? 'text(1, 64, /^[a-z_]+$/)' : `word(${camelConst(shape.name)})`;
    case 'string': return `text(${shape.min}, ${shape.max}${shape.pattern ? `, /${shape.pattern}/` : ''})`;
    case 'integer': return `integer(${shape.min}, ${shape.max})`;
    case 'boolean': return 'bool';
    case 'array': return `list(${shape.min}, ${shape.max}, ${tsCheck(shape.item)})`;
    case 'object': {
      const part = (required) =>
        `{${shape.fields.filter((field) => field.required === required).map((field) => `\n    ${field.name}: ${tsCheck(field.shape)},`).join('')}\n  }`;
      return `record(\n  ${part(true)},\n  ${part(false)},\n)`;
    }
    case 'union': {
      const members = shape.members.map((name) => `\n  ${shapes.get(name).fields.find((field) => field.name === shape.tag).shape.value}: is${name},`);
      return `union(${quote(shape.tag)}, {${members.join('')}\n})`;
    }
    default: throw new Error(`no check for ${shape.kind}`);
  }
}
const camelConst = (name) => snake(name).toUpperCase();

async function ts() {
  const types = await compile(schema, 'Protocol', {
    bannerComment: '', ignoreMinAndMaxItems: true, unreachableDefinitions: true, format: false, additionalProperties: false,
  });
  let out = banner + '\n';
  for (const [name, value] of Object.entries(constants)) out += `export const ${name.toUpperCase()} = ${typeof value === 'string' ? quote(value) : value};\n`;
  out += `\n${types.trim()}\n\n`;
  for (const [name, values] of enums) out += `export const ${camelConst(name)} = [\n${values.map((value) => `  ${quote(value)},\n`).join('')}] as const;\n`;
  out += `\n${kTsHelpers}\n`;
  const seen = [];
  const visit = (name) => {
    if (seen.includes(name)) return;
    const walk = (shape) => {
      if (shape.kind === 'ref') visit(shape.name);
      if (shape.kind === 'array') walk(shape.item);
      if (shape.kind === 'object') shape.fields.forEach((field) => walk(field.shape));
      if (shape.kind === 'union') shape.members.forEach(visit);
    };
    walk(shapes.get(name));
    seen.push(name);
  };
  [...shapes.keys()].forEach(visit);
  for (const name of seen) out += `const is${name}: Check = ${tsCheck(shapes.get(name))};\n`;
  out += '\n// What arrives is unknown until one of these has named it; undefined: it is not of that shape.\n';
  for (const name of ordered()) {
    out += `export const parse${name} = (value: unknown): ${name} | undefined => (is${name}(value) ? (value as ${name}) : undefined);\n`;
  }
  return out;
}

const files = {
  'protocol.gen.h': cppTypes(),
  'protocol_json.gen.h': cppJsonHeader(),
  'protocol.gen.cpp': cppJson(),
  'protocol.gen.ts': await ts(),
};
let stale = 0;
for (const [name, text] of Object.entries(files)) {
  if (!process.argv.includes('--check')) {
    writeFileSync(at(name), text);
  } else {
    let held = '';
    try {
      held = readFileSync(at(name), 'utf8');
    } catch {}
    if (held !== text) {
      console.error(`stale: shared/protocol/${name}; run \`npm run generate\` and commit what changes`);
      stale++;
    }
  }
}
process.exit(stale ? 1 : 0);
