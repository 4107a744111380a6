'use strict';
const graph = JSON.parse(document.getElementById('data').textContent);
const details = document.getElementById('details');
const picture = document.getElementById('picture');
const search = document.getElementById('search');
const onlyCycles = document.getElementById('only-cycles');
const all = document.getElementById('all');
const cycles = document.getElementById('cycles');
const nodes = [...document.querySelectorAll('.node')];
const edges = [...document.querySelectorAll('.edge')];
const manyLocks = 40;
const smallestFit = 0.7; // below this, names cannot be read
let chosen = null; // { node } or { edge }

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function edgeButton(index) {
  const edge = graph.edges[index];
  const button = element('button', `${graph.nodes[edge.from].short} → ${graph.nodes[edge.to].short}`, edge.cycle ? 'cycle-name' : '');
  button.title = `${graph.nodes[edge.from].name} → ${graph.nodes[edge.to].name}`;
  button.addEventListener('click', () => choose({ edge: index }));
  return button;
}

function edgeList(title, indexes) {
  if (indexes.length === 0) return;
  details.append(element('h2', title), ...indexes.map(edgeButton));
}

function indexesWhere(test) {
  return graph.edges.map((edge, index) => test(edge) ? index : -1).filter(index => index >= 0);
}

function showOverview() {
  const cyclic = indexesWhere(edge => edge.cycle);
  details.replaceChildren();
  details.append(element('p', 'An arrow leads from a lock that is held to a lock that is acquired meanwhile. Choose a lock or an arrow to read how.'));
  if (cyclic.length === 0) details.append(element('p', 'There is no cycle.'));
  edgeList('Edges on cycles', cyclic);
}

function showNode(index) {
  const node = graph.nodes[index];
  details.replaceChildren(element('h2', node.name, node.cycle ? 'cycle-name' : ''), element('p', `${node.kind}, ${node.position}`));
  edgeList('While it is held', indexesWhere(edge => edge.from === index));
  edgeList('Held when it is acquired', indexesWhere(edge => edge.to === index));
}

function showEdge(index) {
  const edge = graph.edges[index];
  details.replaceChildren(
    element('h2', `${graph.nodes[edge.from].name} → ${graph.nodes[edge.to].name}`, edge.cycle ? 'cycle-name' : ''),
    element('p', edge.count === 1 ? 'at 1 place:' : `at ${edge.count} places, for example:`));
  const steps = element('ol');
  for (const step of edge.witness) steps.append(element('li', step));
  details.append(steps);
}

function choose(what) {
  chosen = what;
  if (!chosen) showOverview();
  else if (chosen.node !== undefined) showNode(chosen.node);
  else showEdge(chosen.edge);
  refresh();
  if (chosen) target(chosen)?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'smooth' });
}

function drawing() {
  return cycles && onlyCycles.checked ? cycles : all;
}

function target(what) {
  const index = what.node !== undefined ? what.node : graph.edges[what.edge].from;
  return drawing().querySelector(`[data-node="${index}"]`);
}

function isShown(edge) {
  const words = search.value.trim().toLowerCase();
  const found = name => name.toLowerCase().includes(words);
  return (words === '' || found(graph.nodes[edge.from].name) || found(graph.nodes[edge.to].name))
    && (!chosen || chosen.node === undefined || edge.from === chosen.node || edge.to === chosen.node)
    && (!chosen || chosen.edge === undefined || graph.edges[chosen.edge] === edge);
}

function refresh() {
  const shown = graph.edges.map(isShown);
  const isFiltered = chosen || search.value.trim() !== '';
  const words = search.value.trim().toLowerCase();
  const lit = new Set(graph.edges.flatMap((edge, index) => shown[index] ? [edge.from, edge.to] : []));
  if (chosen && chosen.node !== undefined) lit.add(chosen.node);
  if (words !== '' && !chosen) graph.nodes.forEach((node, index) => { if (node.name.toLowerCase().includes(words)) lit.add(index); });
  for (const node of nodes) {
    const index = Number(node.dataset.node);
    node.classList.toggle('faded', Boolean(isFiltered) && !lit.has(index));
    node.classList.toggle('chosen', Boolean(chosen) && chosen.node === index);
  }

  for (const edge of edges) {
    const index = Number(edge.dataset.edge);
    edge.classList.toggle('faded', !shown[index]);
    edge.classList.toggle('chosen', Boolean(chosen) && chosen.edge === index);
  }
}

function showDrawing() {
  all.style.display = drawing() === all ? 'block' : 'none';
  if (cycles) cycles.style.display = drawing() === cycles ? 'block' : 'none';
}

let scale = 1;
function zoom(factor) {
  scale = Math.min(4, Math.max(0.1, scale * factor));
  for (const svg of picture.querySelectorAll('svg')) {
    svg.setAttribute('width', svg.viewBox.baseVal.width * scale);
    svg.setAttribute('height', svg.viewBox.baseVal.height * scale);
  }
}

for (const node of nodes) node.addEventListener('click', event => { event.stopPropagation(); choose({ node: Number(node.dataset.node) }); });
for (const edge of edges) edge.addEventListener('click', event => { event.stopPropagation(); choose({ edge: Number(edge.dataset.edge) }); });
picture.addEventListener('click', () => choose(null));
picture.addEventListener('wheel', event => {
  if (!event.ctrlKey) return;
  event.preventDefault();
  zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1);
}, { passive: false });
document.getElementById('larger').addEventListener('click', () => zoom(1.25));
document.getElementById('smaller').addEventListener('click', () => zoom(0.8));
search.addEventListener('input', () => { chosen = null; showOverview(); refresh(); });
onlyCycles.addEventListener('change', showDrawing);
document.addEventListener('keydown', event => { if (event.key === 'Escape') choose(null); });
onlyCycles.disabled = !cycles;
onlyCycles.checked = Boolean(cycles) && graph.nodes.length > manyLocks;
showDrawing();
zoom(Math.max(smallestFit, Math.min(1, picture.clientWidth / drawing().viewBox.baseVal.width)));
showOverview();
