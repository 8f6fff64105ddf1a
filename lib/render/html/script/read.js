/* The data of the page, and how elements are made of it. Texts are only ever set as text: nothing of them is markup. */
'use strict';

const data = JSON.parse(document.getElementById('data').textContent);
const rows = data.rows;
const KIND = ['', 'caused by', 'while handling', 'with'];
const INLINED = 1, SIGNAL_HANDLER = 2, PYTHON = 4;

/* A text by its number. */
function textOf(number) {
	return data.texts[number || 0];
}

/* element('p', { class: 'a', onclick: f }, 'text', child, null): what is null, false or '' is left out. */
function fill(made, attributes, children) {
	for (const [name, value] of Object.entries(attributes || {})) {
		if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
		else if (value !== null && value !== false && value !== undefined) made.setAttribute(name, value);
	}
	for (const child of children.flat()) if (child || child === 0) made.append(child);
	return made;
}

function element(name, attributes, ...children) {
	return fill(document.createElement(name), attributes, children);
}

function drawing(name, attributes, ...children) {
	return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function plural(count, one, several) {
	return count.toLocaleString('en') + ' ' + (count === 1 ? one : several || one + 's');
}

/* A frame, from what the page has of it. */
function frameOf(number) {
	const [name, file, line, module, library, flags, args, source, full, repeated, ...locals] = data.frames[number];
	const pairs = [];

	for (let i = 0; i + 1 < locals.length; i += 2) pairs.push([textOf(locals[i]), textOf(locals[i + 1])]);
	return {
		name: textOf(name), file: textOf(file), line, module: textOf(module), library: textOf(library),
		flags: flags || 0, args: textOf(args), source: textOf(source), full: textOf(full) || textOf(name), repeated, locals: pairs,
	};
}

function baseOf(path) {
	return path.slice(path.lastIndexOf('/') + 1);
}

/* crash.c:67, or the module. */
function placeOf(thing, whole) {
	const cut = whole ? (path) => path : baseOf;

	if (thing.file) return cut(thing.file) + (thing.line ? ':' + thing.line : '');
	return thing.module ? cut(thing.module) : '';
}

/* What a row says of where it stands. */
function whereOf(row) {
	return { name: textOf(row.function), file: textOf(row.file), line: row.line, module: textOf(row.module) };
}

function markOf(row) {
	return row.regressed ? 'regressed' : row.new ? 'new' : row.unused ? 'not seen' : row.known ? 'known' : '';
}

/* --- what is looked for --- */

const FACETS = [
	{ name: 'mark', label: 'known or new', of: markOf },
	{ name: 'state', label: 'state', of: (row) => textOf(row.state) },
	{ name: 'role', label: 'role', of: (row) => textOf(row.role) },
	{ name: 'pool', label: 'pool', of: (row) => textOf(row.pool) },
	{ name: 'type', label: 'exception', of: (row) => textOf(row.type) },
	{ name: 'logger', label: 'logger', of: (row) => textOf(row.logger) },
	{ name: 'process', label: 'process', of: (row) => textOf(row.process).trim() },
];
const ROW_TEXTS = ['role', 'state', 'signal', 'reason', 'fingerprint', 'signature', 'release', 'thread', 'syscall', 'pool', 'issue',
	'command', 'title', 'process', 'who', 'function', 'file', 'module', 'type', 'message', 'finding', 'logger', 'level', 'logged',
	'keys', 'waits', 'stopped', 'looks'];
const LINK_TEXTS = ['type', 'message', 'file', 'text'];
const FRAME_TEXTS = [0, 1, 3, 6, 7, 8], LOCALS = 10; /* places in a frame: see htmltexts.c */
const wanted = { words: '' };
let lowered = null;

/* Where the word stands: in which texts, and so in which frames, by their numbers. */
function hitsOf(word) {
	lowered = lowered || data.texts.map((text) => text.toLowerCase());
	const texts = lowered.map((text) => text.includes(word));
	const frames = data.frames.map((frame) => FRAME_TEXTS.some((part) => texts[frame[part]]) || frame.slice(LOCALS).some((number) => texts[number]));

	return { texts, frames };
}

function holds(row, { texts, frames }) {
	const inFrames = (list) => list !== undefined && list.some((number) => frames[number]);

	return ROW_TEXTS.some((name) => texts[row[name]]) || inFrames(row.native) ||
		row.links.some((link) => LINK_TEXTS.some((name) => texts[link[name]]) || inFrames(link.frames)) ||
		(row.messages || []).some((message) => texts[message.template] || (message.values || []).some(({ value }) => texts[value]));
}

/* The rows that are looked for: each word is in one of their texts, and what was chosen is theirs. */
function found() {
	const hits = wanted.words.toLowerCase().split(/\s+/).filter(Boolean).map(hitsOf);

	return rows.filter((row) =>
		FACETS.every(({ name, of }) => wanted[name] === undefined || of(row) === wanted[name]) &&
		hits.every((hit) => holds(row, hit)));
}
