import {flickr} from './flickr-site.ts';
import {startCompose} from './start.ts';

startCompose(flickr);
