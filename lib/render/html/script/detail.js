/* What a row opens to: what is known of it, its messages, and its stacks: chains and groups as trees. */
'use strict';

const FEW = 4;

function fact(name, value) {
	return value ? [element('dt', {}, name), element('dd', {}, value)] : [];
}

/* app.log:17 */
function seenAt(seen) {
	if (!seen) return '';
	const place = textOf(seen.file) + (seen.line ? (seen.file ? ':' : 'line ') + seen.line : '');

	return [textOf(seen.time), place && '(' + place + ')'].filter(Boolean).join(' ');
}

/* 12, was 3 before. */
function countInWords(row) {
	if (row.was === undefined) return '';
	const change = row.count - row.was;

	return row.count.toLocaleString('en') + ' now, ' + row.was.toLocaleString('en') + ' before (' +
		(change > 0 ? '+' : '') + change.toLocaleString('en') + ')';
}

function factsOf(row) {
	const process = textOf(row.process).trim();

	return element('dl', { class: 'facts' },
		fact('count', countInWords(row)),
		process.startsWith('of ') ? fact('input', process.slice(3)) : fact('process', process),
		fact('command', textOf(row.command)),
		fact('title', textOf(row.title)),
		fact('threads', row.exception ? '' : textOf(row.who)),
		fact('samples', row.samples ? plural(row.samples, 'stack') + ' seen' : ''),
		fact('reason', textOf(row.reason)),
		fact('finding', textOf(row.finding)),
		fact('locks', textOf(row.waits)),
		fact('states', (row.states || []).map(([state, count]) => (textOf(state) || 'unknown') + ' ' + count).join(', ')),
		fact('system call', textOf(row.syscall)),
		fact('by', textOf(row.keys)),
		fact('thread', textOf(row.thread)),
		fact('first', seenAt(row.first)),
		fact('last', seenAt(row.last)),
		fact('logged', [textOf(row.level), textOf(row.logger), textOf(row.logged)].filter(Boolean).join(' ')),
		fact('release', textOf(row.release)),
		fact('signature', textOf(row.signature)),
		fact('fingerprint', textOf(row.fingerprint)));
}

/* 'price' 2, 'user' 1 */
function valuesOf(values) {
	return (values || []).map(({ value, count }) => '‘' + textOf(value) + '’ ' + count).join(', ');
}

function messagesOf(row) {
	const messages = row.messages || [];

	if (messages.length === 0 || (messages.length === 1 && !messages[0].values)) return null;
	return element('table', { class: 'messages' }, element('caption', {}, 'messages'),
		messages.map((message) => element('tr', {}, element('td', { class: 'number' }, message.count),
			element('td', {}, element('pre', {}, textOf(message.template)),
				message.values ? element('small', {}, valuesOf(message.values)) : null))),
		row.messages_more ? element('tr', {}, element('td', { class: 'number' }, row.messages_more), element('td', {}, 'others')) : null);
}

/* --- frames --- */

function localsOf(locals) {
	return locals.length === 0 ? null : element('table', { class: 'locals' },
		locals.map(([name, value]) => element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, element('pre', {}, value)))));
}

/* A frame is a line; what it has besides is behind it. */
function lineOfFrame(frame, level, withArguments) {
	const place = placeOf(frame);
	const inner = [
		frame.full !== frame.name ? element('p', {}, element('code', {}, frame.full)) : null,
		frame.args ? element('p', { class: 'args' }, element('code', {}, frame.args)) : null,
		place !== placeOf(frame, true) ? element('p', { class: 'path' }, placeOf(frame, true)) : null,
		frame.file && frame.module ? element('p', { class: 'path' }, frame.module) : null,
		frame.library ? element('p', { class: 'path' }, 'in ' + frame.library) : null,
		localsOf(frame.locals),
	].filter(Boolean);
	const line = [
		element('span', { class: 'level' }, level),
		element('code', { class: 'function' }, frame.name), ' ',
		withArguments && frame.args ? element('span', { class: 'args' }, frame.args + ' ') : null,
		element('span', { class: 'place' }, place),
		frame.flags & INLINED ? element('span', { class: 'place' }, ' inlined') : null,
		frame.repeated ? element('span', { class: 'place' }, ' and ' + plural(frame.repeated, 'time') + ' more') : null,
		frame.source ? element('pre', { class: 'source' }, frame.source) : null,
	];
	const kind = { class: frame.library ? 'frame library' : 'frame' };

	return element('li', kind, inner.length > 0
		? element('details', {}, element('summary', {}, line), element('div', { class: 'inner' }, inner))
		: element('div', { class: 'summary' }, line));
}

/* Frames of libraries in a row, folded until somebody opens them. */
function foldOf(folded) {
	const libraries = [...new Set(folded.map(({ frame }) => frame.library))];
	const item = element('li', { class: 'fold' }, element('button', {
		type: 'button',
		onclick: () => item.replaceWith(...folded.map(({ frame, level }) => lineOfFrame(frame, level, false))),
	}, '… ' + plural(folded.length, 'frame') + ' of ' + libraries.slice(0, 3).join(', ') + (libraries.length > 3 ? ' and others' : '')));

	return item;
}

/* All frames of a list, with their numbers: [frames, times] says that so many before it come again. */
function unfolded(link) {
	const result = [];

	(link.frames || []).forEach((number) => {
		if (Array.isArray(number)) result.push({ again: number });
		else result.push({ frame: frameOf(number), level: 0 });
	});
	let at = 0;
	for (const each of result) {
		if (each.again) at += each.again[0] * (each.again[1] - 1);
		else each.level = link.levels ? link.levels[at] : at, at++;
	}
	return result;
}

function framesOf(link, withArguments, folds) {
	const all = unfolded(link), items = [];
	let run = [];
	const close = () => {
		if (run.length > 1) items.push(foldOf(run));
		else run.forEach(({ frame, level }) => items.push(lineOfFrame(frame, level, withArguments)));
		run = [];
	};

	all.forEach((each, i) => {
		if (each.again) {
			close();
			items.push(element('li', { class: 'again' }, (each.again[0] === 1 ? 'the same ' : 'these ' + each.again[0] + ' ') +
				plural(each.again[1] - 1, 'time') + ' more'));
			return;
		}
		const before = all[i - 1] && all[i - 1].frame;
		const always = i === 0 || each.frame.flags & SIGNAL_HANDLER || (before && before.flags & SIGNAL_HANDLER);

		if (folds && all.length > FEW && each.frame.library && !always) run.push(each);
		else close(), items.push(lineOfFrame(each.frame, each.level, withArguments));
	});
	close();
	return items.length === 0 ? null : element('ol', { class: 'frames' }, items);
}

/* --- chains and groups --- */

/* A SyntaxError's own place. */
function ownPlaceOf(link) {
	return !link.file ? null : element('p', { class: 'place' }, textOf(link.file) + (link.line ? ':' + link.line : ''),
		link.text ? element('pre', { class: 'source' }, textOf(link.text)) : null);
}

function branchOf(row, link) {
	const exception = row.exception === 1 && (link.level > 0 || link.type || link.message);

	return element('li', { class: 'branch' },
		exception ? element('p', { class: 'link' }, link.kind ? element('span', { class: 'relation' }, KIND[link.kind] + ' ') : null,
			element('b', { class: 'type' }, textOf(link.type)), link.message ? ' ' : '', element('span', { class: 'text' }, textOf(link.message))) : null,
		ownPlaceOf(link), framesOf(link, row.crashed === 1, true),
		link.omitted ? element('p', { class: 'place' }, 'and ' + plural(link.omitted, 'exception') + ' more') : null);
}

/* The exceptions as a tree: each is inside the one that it belongs to. */
function treeOf(row) {
	const root = element('ul', { class: 'tree' }), open = [root];

	for (const link of row.links) {
		const branch = branchOf(row, link), inner = element('ul', { class: 'tree' });

		open.length = Math.min(open.length, link.level + 1);
		open[open.length - 1].append(branch);
		branch.append(inner);
		open.push(inner);
	}
	for (const empty of root.querySelectorAll('ul:empty')) empty.remove();
	return root;
}

function detailOf(row) {
	const native = row.native ? framesOf({ frames: row.native }, false, false) : null;

	return element('div', { class: 'detail' },
		row.one ? element('p', { class: 'note' }, 'The stack of one of them:') : null,
		treeOf(row),
		native ? element('p', { class: 'note' }, 'in C:') : null, native,
		row.stopped ? element('p', { class: 'note' }, 'stopped: ' + textOf(row.stopped)) : null,
		messagesOf(row), factsOf(row));
}
