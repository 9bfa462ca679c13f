/**
 * From block JSON to what is drawn: one table of block types. A type that is not in the table
 * is shown as a clear box, never dropped.
 */
import { h, reconcile } from '../dom.js';
import { takeBlocks } from '../surface.js';
import { alertBlock, cardBlock, carouselBlock, containerBlock } from './cards.js';
import { chartBlock } from './chart.js';
import { inputBlock } from './input.js';
import {
  actionsBlock,
  contextActionsBlock,
  contextBlock,
  dividerBlock,
  fileBlock,
  headerBlock,
  imageBlock,
  markdownBlock,
  sectionBlock,
  videoBlock,
} from './layout.js';
import { richTextBlock } from './richtext.js';
import { dataTableBlock, tableBlock } from './table.js';
import { unknown } from './unknown.js';

/** @type {Record<string, (spot: import('../types.js').Spot) => Node|(Node|null)[]>} */
const BLOCKS = {
  section: sectionBlock,
  divider: dividerBlock,
  header: headerBlock,
  context: contextBlock,
  actions: actionsBlock,
  image: imageBlock,
  input: inputBlock,
  rich_text: richTextBlock,
  markdown: markdownBlock,
  table: tableBlock,
  data_table: dataTableBlock,
  data_visualization: chartBlock,
  alert: alertBlock,
  card: cardBlock,
  carousel: carouselBlock,
  container: containerBlock,
  context_actions: contextActionsBlock,
  video: videoBlock,
  file: fileBlock,
};

/**
 * Draws a surface's blocks; what the person entered stays.
 * @param {import('../types.js').App} app
 * @param {import('../surface.js').Surface} surface
 * @param {import('../types.js').Block[]} blocks
 */
export function drawSurface(app, surface, blocks) {
  takeBlocks(app, surface, blocks);
  renderBlocks(app, surface, surface.root, blocks);
}

/**
 * Draws blocks into a node, keeping those that did not change.
 * @param {import('../types.js').App} app
 * @param {import('../surface.js').Surface} surface
 * @param {Element} root
 * @param {import('../types.js').Block[]} blocks
 */
function renderBlocks(app, surface, root, blocks) {
  const items = blocks.map((block, index) => ({ block, key: block.block_id ?? `${index}:${block.type}` }));
  reconcile(root, items, {
    key: (item) => item.key,
    signature: (item) => `${app.state.stamp} ${JSON.stringify(item.block)}`,
    build: (item) =>
      drawBlock({
        app,
        surface,
        block: item.block,
        nested: (inner, children) => renderBlocks(app, surface, inner, children),
      }),
  });
}

/** @param {import('../types.js').Spot} spot */
function drawBlock(spot) {
  const { block } = spot;
  const draw = BLOCKS[block.type];
  const content = draw ? draw(spot) : unknown(spot.app.t('unknown_block', { type: String(block.type) }));
  return h(
    'div',
    {
      class: `block block-${BLOCKS[block.type] ? block.type : 'unknown'}`,
      testid: 'block',
      data: { blockId: block.block_id ?? '', blockType: block.type },
    },
    content,
  );
}
