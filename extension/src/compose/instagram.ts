import {instagram} from './instagram-site.ts';
import {startCompose} from './start.ts';

startCompose(instagram);
