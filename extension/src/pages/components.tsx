import {render} from 'preact';
import {startPage} from './start-page.ts';
render(<p>…</p>, startPage('popupTitle'));
