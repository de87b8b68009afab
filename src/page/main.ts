import { follow } from './follow.js';
import { Page } from './page.js';
import type { View } from '../core/viewing/view.js';

const root = document.getElementById('page');
if (root) {
  const page = new Page(root);
  page.render();
  const embedded = document.getElementById('view');
  if (embedded) page.show(JSON.parse(embedded.textContent) as View);
  else follow(page);
  performance.mark('comwatch-drawn');
}
