// The scripts of both sites as they are, on the page of ours that looks like them. The page's address says which.
import {flickr} from './flickr-site.ts';
import {instagram} from './instagram-site.ts';
import {startCompose} from './start.ts';

const isFlickr = new URLSearchParams(location.search).get('site') === 'flickr';

// There the dialog is the page itself, known by its address.
const onOurPage = {...flickr, isOpen: () => document.querySelector('#editr-panel') !== null};

startCompose(isFlickr ? onOurPage : instagram);
