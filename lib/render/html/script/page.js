/* The page: what was written for browsers without a program makes room for what can be searched and opened. */
'use strict';

const SHOWN = 8; /* rows that are looked through for one that opens by itself */
const search = element('input', { type: 'search', id: 'search', placeholder: 'search  /', 'aria-label': 'search', autocomplete: 'off', spellcheck: 'false' });
const status = element('p', { class: 'status', role: 'status' });
const views = {};
let chosen = rows, view = 'groups';

/* --- filters --- */

function refresh() {
	chosen = found();
	listRows(chosen);
	if (view === 'stacks') drawIcicle(chosen);
	status.textContent = chosen.length === rows.length ? '' : plural(chosen.length, 'group') + ' of ' + rows.length.toLocaleString('en');
}

/* The values of a facet, the most frequent first. */
function valuesOfFacet(facet) {
	const counts = new Map();

	for (const row of rows) {
		const value = facet.of(row);

		if (value) counts.set(value, (counts.get(value) || 0) + 1);
	}
	return [...counts].sort((a, b) => b[1] - a[1]);
}

/* A choice of one of the values; nothing where all are the same. */
function choiceOf(facet) {
	const values = valuesOfFacet(facet);

	if (values.length === 0 || (values.length === 1 && values[0][1] === rows.length)) return null;
	const choice = element('select', {
		'aria-label': facet.label, 'data-facet': facet.name,
		onchange: () => {
			wanted[facet.name] = choice.selectedIndex > 0 ? values[choice.selectedIndex - 1][0] : undefined;
			choice.classList.toggle('chosen', choice.selectedIndex > 0);
			refresh();
		},
	}, element('option', {}, facet.label), values.map(([value, count]) => element('option', { value }, value + '  ' + count.toLocaleString('en'))));

	return choice;
}

function clearFilters() {
	for (const choice of document.querySelectorAll('.filters select')) {
		choice.selectedIndex = 0;
		choice.classList.remove('chosen');
		wanted[choice.dataset.facet] = undefined;
	}
	search.value = wanted.words = '';
	refresh();
}

/* --- views --- */

function show(name) {
	view = name;
	for (const [each, { button, body }] of Object.entries(views)) {
		button.setAttribute('aria-pressed', String(each === name));
		body.hidden = each !== name;
	}
	if (name === 'stacks') drawIcicle(chosen);
}

function viewButton(name, label, body) {
	const button = element('button', { type: 'button', 'aria-pressed': 'false', onclick: () => show(name) }, label);

	views[name] = { button, body };
	return button;
}

function turnTheme() {
	const root = document.documentElement, dark = matchMedia('(prefers-color-scheme: dark)').matches;
	const now = root.style.colorScheme || (dark ? 'dark' : 'light');

	root.style.colorScheme = now === 'dark' ? 'light' : 'dark';
}

/* --- keys --- */

const KEYS = [
	['/', 'search', () => search.focus()],
	['j', 'next group', () => moveFocus(1)],
	['k', 'previous group', () => moveFocus(-1)],
	['Enter', 'open or close it', null],
	['e', 'open or close all that are shown', () => toggleAll()],
	['g', 'groups', () => show('groups')],
	['s', 'stacks', () => show('stacks')],
	['t', 'light or dark', turnTheme],
	['Escape', 'all filters off, or one level out of a stack', () => (view === 'stacks' && zoomOut()) || clearFilters()],
];

function toggleAll() {
	const items = [...list.children], open = !items.every(isOpen);

	items.forEach((item) => toggle(item, open));
}

function onKey(event) {
	const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);

	if (event.ctrlKey || event.metaKey || event.altKey) return;
	if (typing && event.key === 'Escape') {
		event.target.blur();
		if (event.target === search && search.value) search.value = wanted.words = '', refresh();
		return;
	}
	if (typing && event.target === search && (event.key === 'Enter' || event.key === 'ArrowDown')) {
		event.preventDefault();
		moveFocus(1);
		return;
	}
	const alias = { ArrowDown: 'j', ArrowUp: 'k' }[event.key] || event.key;
	const key = KEYS.find(([name, , act]) => name === alias && act);

	if (typing || !key || (view !== 'groups' && event.key.startsWith('Arrow'))) return;
	event.preventDefault();
	key[2]();
}

/* --- the page --- */

function toolbar() {
	const icicleBody = icicleView(() => drawIcicle(chosen));
	const groupsBody = element('section', { id: 'groups' }, list, sentinel);

	return [element('div', { class: 'filters' }, search, FACETS.map(choiceOf),
		element('span', { class: 'views', role: 'group', 'aria-label': 'view' }, viewButton('groups', 'Groups', groupsBody), viewButton('stacks', 'Stacks', icicleBody)),
		element('button', { type: 'button', class: 'theme', title: 'light or dark', 'aria-label': 'light or dark', onclick: turnTheme }, '◐')),
	status, groupsBody, icicleBody];
}

function help() {
	return element('details', { class: 'keys' }, element('summary', {}, 'keys'),
		element('dl', {}, KEYS.map(([name, what]) => [element('dt', {}, element('kbd', {}, name)), element('dd', {}, what)])));
}

/* What is wrong in words stays, behind its drawing. */
function putLocks() {
	const words = document.getElementById('locks'), drawn = words ? locksView() : [];

	if (drawn.length === 0) return;
	words.replaceWith(...drawn, element('details', { class: 'words' }, element('summary', {}, 'in words'), words.cloneNode(true)));
}

function start() {
	const timed = readTimes();

	putLocks();
	document.getElementById('written').replaceWith(element('main', {}, timesView(timed), rows.length > 0 ? toolbar() : null,
		data.left_out ? element('p', { class: 'note' }, 'and ' + plural(data.left_out, 'group') + ' more that are not in this page') : null, help()));
	document.body.classList.add('live');
	if (rows.length === 0) return;
	search.addEventListener('input', () => {
		wanted.words = search.value;
		refresh();
	});
	document.addEventListener('keydown', onKey);
	addEventListener('beforeprint', () => {
		while (made < Math.min(listed.length, 1000)) listMore();
	});
	refresh();
	show('groups');
	if (rows[0].rank <= 2 && rows.length < SHOWN * CHUNK && !data.locks.length) toggle(list.firstChild, true);
}

start();
