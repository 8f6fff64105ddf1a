/* The groups: a line each, which opens. So many are made at once; more when the end comes into sight. */
'use strict';

const CHUNK = 60;
const list = element('ol', { class: 'rows', id: 'rows' });
const sentinel = element('div', { class: 'sentinel' });
let listed = [], made = 0;

/* 12, and what it was before. */
function countOf(row) {
	const was = row.was;
	const change = was === undefined || was === row.count ? ''
		: was === 0 ? 'none before' : row.count === 0 ? 'gone' : row.count > was ? 'more' : 'less';

	return element('span', { class: 'count' },
		element('b', {}, row.count.toLocaleString('en')),
		was === undefined ? null
			: element('small', { class: 'was ' + change.replace(' ', '-') }, 'was ' + was.toLocaleString('en')));
}

/* The words behind a title: what is wrong first. */
function tagsOf(row) {
	const tags = [];
	const tag = (text, kind) => text && tags.push(element('span', { class: 'tag ' + (kind || '') }, text));

	if (row.crashed) tag(textOf(row.signal) || 'crashed', 'bad');
	if (row.rank === 1) tag('deadlock', 'bad');
	if (row.rank === 2) tag('behind a deadlock', 'bad');
	tag(markOf(row), row.regressed || row.new ? 'bad' : '');
	tag(textOf(row.issue));
	tag(textOf(row.looks));
	if (row.cpu_ms !== undefined) tag(row.cpu_ms.toLocaleString('en') + ' ms CPU');
	else if (row.cpu_percent !== undefined) tag(row.cpu_percent + ' % CPU');
	if (row.truncated) tag('cut');
	return tags;
}

/* The first line of a text. */
function lineOf(text) {
	const end = text.indexOf('\n');

	return end < 0 ? text : text.slice(0, end) + ' …';
}

/* The first line of the message; of a template that says nothing, that of one of them. */
function messageOf(row) {
	const template = textOf(row.message);

	return /[^*\s]/.test(template) || !row.links[0].message ? lineOf(template) : 'such as ' + lineOf(textOf(row.links[0].message));
}

function titleOfException(row) {
	const type = textOf(row.type);

	return element('span', { class: 'title' },
		element('b', { class: 'type' }, type || (row.message ? 'an exception of unknown type' : 'a stack without an exception')),
		row.message ? ' ' : '', element('span', { class: 'message' }, messageOf(row)));
}

function titleOfThreads(row) {
	const role = textOf(row.role), state = row.crashed && textOf(row.state) === 'crashed' ? '' : textOf(row.state);
	const words = [role, state].filter(Boolean).join(': ');
	const who = textOf(row.who);

	return element('span', { class: 'title' }, words ? element('b', {}, words) : null, words ? ' ' : '', element('span', { class: words ? 'who' : '' }, who));
}

/* Times as they are written, without what says little. */
function whenOf(row) {
	const first = row.first ? textOf(row.first.time) : '', last = row.last ? textOf(row.last.time) : '';
	const short = (time) => time.slice(0, 19).replace('T', ' ');

	if (!first || !last || first === last) return short(first || last);
	return short(first) + ' – ' + (first.slice(0, 10) === last.slice(0, 10) ? short(last).slice(11) : short(last));
}

function headOf(row) {
	const where = whereOf(row), exception = row.exception === 1;
	const more = exception ? [textOf(row.level), textOf(row.logger), whenOf(row)] : [textOf(row.reason), lineOf(textOf(row.finding))];

	return element('button', { class: 'head', type: 'button', 'aria-expanded': 'false' },
		countOf(row),
		element('span', { class: 'what' }, exception ? titleOfException(row) : titleOfThreads(row), tagsOf(row),
			element('span', { class: 'more' }, more.filter(Boolean).join(' · '))),
		element('span', { class: 'where', title: placeOf(where, true) }, element('code', {}, where.name), ' ',
			element('span', {}, placeOf(where))),
		exception ? laneOf(row) : null);
}

function isOpen(item) {
	return item.firstChild.getAttribute('aria-expanded') === 'true';
}

/* Opens a row, or closes it. */
function toggle(item, open) {
	if (open === isOpen(item)) return;
	item.firstChild.setAttribute('aria-expanded', String(open));
	if (open && item.children.length === 1) item.append(detailOf(listed[Number(item.dataset.at)]));
	if (item.children.length > 1) item.lastChild.hidden = !open;
}

/* Makes the next rows. */
function listMore() {
	const part = document.createDocumentFragment();

	for (const end = Math.min(made + CHUNK, listed.length); made < end; made++) {
		const row = listed[made], head = headOf(row);
		const item = element('li', { 'data-at': made, class: row.rank <= 4 ? 'row wrong' : 'row' }, head);

		head.addEventListener('click', () => toggle(item, !isOpen(item)));
		part.append(item);
	}
	list.append(part);
	sentinel.hidden = made >= listed.length;
}

function listRows(chosen) {
	listed = chosen;
	made = 0;
	list.replaceChildren();
	listMore();
}

/* Moves the focus to another row, so many on. */
function moveFocus(by) {
	const heads = [...list.querySelectorAll('.head')], at = heads.indexOf(document.activeElement);
	const next = at < 0 ? (by > 0 ? 0 : heads.length - 1) : at + by;

	if (next >= heads.length && made < listed.length) {
		listMore();
		list.children[next].firstChild.focus();
	} else if (heads[next]) heads[next].focus();
}

new IntersectionObserver((entries) => {
	if (entries.some((entry) => entry.isIntersecting) && made < listed.length) listMore();
}, { rootMargin: '600px' }).observe(sentinel);
