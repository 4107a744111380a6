'use strict';
const graph = JSON.parse(document.getElementById('data').textContent);
const details = document.getElementById('details');
const picture = document.getElementById('picture');
const search = document.getElementById('search');
const onlyCycles = document.getElementById('cycles');
const nodes = [...document.querySelectorAll('.node')].sort((a, b) => a.dataset.node - b.dataset.node);
const edges = [...document.querySelectorAll('.edge')].sort((a, b) => a.dataset.edge - b.dataset.edge);
let chosen = null; // { node } or { edge }

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function edgeButton(index) {
  const edge = graph.edges[index];
  const button = element('button', `${graph.nodes[edge.from].name} → ${graph.nodes[edge.to].name}`, edge.cycle ? 'cycle-name' : '');
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
  const target = chosen && (chosen.node !== undefined ? nodes[chosen.node] : nodes[graph.edges[chosen.edge].from]);
  if (target) target.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'smooth' });
}

function isShown(edge) {
  const words = search.value.trim().toLowerCase();
  const found = name => name.toLowerCase().includes(words);
  return (!onlyCycles.checked || edge.cycle)
    && (words === '' || found(graph.nodes[edge.from].name) || found(graph.nodes[edge.to].name))
    && (!chosen || chosen.node === undefined || edge.from === chosen.node || edge.to === chosen.node)
    && (!chosen || chosen.edge === undefined || graph.edges[chosen.edge] === edge);
}

function refresh() {
  const shown = graph.edges.map(isShown);
  const isFiltered = chosen || onlyCycles.checked || search.value.trim() !== '';
  const words = search.value.trim().toLowerCase();
  const lit = new Set(graph.edges.flatMap((edge, index) => shown[index] ? [edge.from, edge.to] : []));
  if (chosen && chosen.node !== undefined) lit.add(chosen.node);
  if (words !== '' && !chosen) graph.nodes.forEach((node, index) => { if (node.name.toLowerCase().includes(words)) lit.add(index); });
  nodes.forEach((node, index) => {
    node.classList.toggle('faded', Boolean(isFiltered) && !lit.has(index));
    node.classList.toggle('chosen', Boolean(chosen) && chosen.node === index);
  });
  edges.forEach((edge, index) => {
    edge.classList.toggle('faded', !shown[index]);
    edge.classList.toggle('chosen', Boolean(chosen) && chosen.edge === index);
  });
}

let scale = 1;
function zoom(factor) {
  const svg = picture.querySelector('svg');
  scale = Math.min(4, Math.max(0.1, scale * factor));
  svg.setAttribute('width', svg.viewBox.baseVal.width * scale);
  svg.setAttribute('height', svg.viewBox.baseVal.height * scale);
}

nodes.forEach((node, index) => node.addEventListener('click', event => { event.stopPropagation(); choose({ node: index }); }));
edges.forEach((edge, index) => edge.addEventListener('click', event => { event.stopPropagation(); choose({ edge: index }); }));
picture.addEventListener('click', () => choose(null));
picture.addEventListener('wheel', event => {
  if (!event.ctrlKey) return;
  event.preventDefault();
  zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1);
}, { passive: false });
document.getElementById('larger').addEventListener('click', () => zoom(1.25));
document.getElementById('smaller').addEventListener('click', () => zoom(0.8));
search.addEventListener('input', () => { chosen = null; showOverview(); refresh(); });
onlyCycles.addEventListener('change', refresh);
document.addEventListener('keydown', event => { if (event.key === 'Escape') choose(null); });
showOverview();
