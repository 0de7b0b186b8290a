// Connects Web Chat to our Direct Line, and keeps it connected.
'use strict';
(() => {
  const EXPIRED_TOKEN = 3, FAILED_TO_CONNECT = 4, ENDED = 5; // botframework-directlinejs: ConnectionStatus
  const settings = JSON.parse(document.getElementById('settings').textContent);
  const narrow = matchMedia('(max-width: 480px)');
  const chat = document.getElementById('chat'), status = document.getElementById('status');
  let current = null, isStarting = false, pressed = null;

  const askForToken = async () => {
    const response = await fetch(settings.tokenAt, { method: 'POST', headers: { Accept: 'application/json' } });
    if (!response.ok) throw new Error(`token: ${response.status}`);
    return (await response.json()).token;
  };

  // Web Chat speaks bokmål where the page is in nynorsk; what we are told is the page's own language.
  const inOurLanguage = (directLine) => {
    const post = directLine.postActivity.bind(directLine);
    directLine.postActivity = (activity) => {
      pressed = activity.value?.do ? document.activeElement.closest('.ac-adaptiveCard') ?? chat : null;
      return post({ ...activity, locale: settings.locale });
    };
    return directLine;
  };

  // Who pressed a card's button goes on in the card that answers: by itself the focus stays, caught in the old one, and
  // whoever had scrolled but a little from the end is left there (4.18.1). A card that is too tall is seen from its beginning.
  const goOn = (changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]).filter((node) => node instanceof Element);
    const card = added.flatMap((node) => [node, ...node.querySelectorAll('*')]).findLast((one) => one.matches('.ac-adaptiveCard'));
    if (!card || !pressed) return;
    const at = document.activeElement;
    if (at.matches('.ac-pushButton') && pressed.contains(at)) {
      card.tabIndex = -1;
      card.focus({ preventScroll: true });
    }
    card.scrollIntoView({ block: 'nearest' });
    card.dispatchEvent(new WheelEvent('wheel', { bubbles: true })); // ends a scrolling to the end that would go on past it
    pressed = null;
  };
  new MutationObserver(goOn).observe(chat, { childList: true, subtree: true });

  // What a browser knows about its owner it fills in (WCAG 1.3.5); a card's inputs have their ids around them.
  const PURPOSES = ['name', 'email'];
  const tellPurposes = (changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
      if (!(node instanceof Element)) continue;
      for (const purpose of PURPOSES)
        for (const input of node.querySelectorAll(`[id="${purpose}"] input`)) input.autocomplete = purpose;
    }
  };
  new MutationObserver(tellPurposes).observe(chat, { childList: true, subtree: true });

  const day = new Intl.DateTimeFormat(settings.locale, { day: 'numeric', month: 'long' });
  const clock = new Intl.DateTimeFormat(settings.locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const moment = (at) => {
    const time = clock.format(at).replace(':', settings.clockMark);
    return day.format(at) === day.format(new Date()) ? time : `${day.format(at)} ${settings.at} ${time}`;
  };

  // Web Chat's own time of sending is in none of our languages; what it shows is replaced by an element like it.
  const sentAt = () => (next) => (args) => {
    const shown = next(args), { activity, hideTimestamp, sendState } = args;
    if (sendState !== 'sent' || !activity.timestamp || !shown?.type) return shown;
    const className = hideTimestamp ? 'unseen' : 'sent-at';
    return { ...shown, type: 'span', props: { className, children: moment(new Date(activity.timestamp)) } };
  };

  const words = () => (narrow.matches ? { ...settings.words, TEXT_INPUT_PLACEHOLDER: settings.shortPlaceholder } : settings.words);

  const render = () => WebChat.renderWebChat({
    directLine: current.directLine, store: current.store, nonce: settings.nonce, locale: settings.webChatLocale,
    overrideLocalizedStrings: (strings) => ({ ...strings, ...words() }), activityStatusMiddleware: sentAt, ...samband.looks,
  }, chat);

  // What a person has written and we have not taken: the text in the box, and messages still on their way.
  const leftBehind = () => {
    if (!current) return { draft: '', unsent: [] };
    const { activities, sendBoxValue } = current.store.getState();
    const isUnsent = ({ from, channelData }) => from?.role === 'user' && channelData?.['webchat:send-status'] !== 'sent';
    return { draft: sendBoxValue, unsent: activities.filter(isUnsent) };
  };

  const takeUp = (store, { draft, unsent }) => {
    store.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text: draft } });
    const stop = store.subscribe(() => {
      if (store.getState().connectivityStatus !== 'connected') return;
      stop();
      for (const { text, value, channelData: { postBack } } of unsent) {
        const activity = { type: 'message', text, value, channelData: { postBack } };
        store.dispatch({ type: 'DIRECT_LINE/POST_ACTIVITY', meta: { method: 'keyboard' }, payload: { activity } });
      }
    });
  };

  // A token expires when a computer sleeps for long; the conversation is the same with a new one.
  const watch = (directLine) => directLine.connectionStatus$.subscribe((now) => {
    if (now === EXPIRED_TOKEN) setTimeout(start);
    else if (now === FAILED_TO_CONNECT || now === ENDED) tellUnreached();
  });

  const tellUnreached = () => {
    const again = document.createElement('button');
    again.type = 'button';
    again.textContent = settings.tryAgain;
    again.addEventListener('click', start);
    status.replaceChildren(settings.notReached, again);
  };

  const leave = () => {
    const left = leftBehind();
    current?.watching.unsubscribe();
    current?.directLine.end();
    current = null;
    return left;
  };

  const connect = (token) => inOurLanguage(WebChat.createDirectLine({
    token, domain: new URL(settings.domain, location.href).href,
    conversationStartProperties: { locale: settings.locale },
  }));

  const start = async () => {
    if (isStarting) return;
    isStarting = true;
    status.textContent = settings.waiting;
    try {
      const token = await askForToken(), left = leave();
      const directLine = connect(token), store = WebChat.createStore();
      current = { directLine, store, watching: watch(directLine) };
      takeUp(store, left);
      render();
      status.textContent = '';
      if (matchMedia('(pointer: fine)').matches) chat.querySelector('[data-id="webchat-sendbox-input"]')?.focus();
    } catch {
      tellUnreached();
    } finally {
      isStarting = false;
    }
  };

  narrow.addEventListener('change', () => current && render());
  start();
})();
