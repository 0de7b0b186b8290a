// Connects Web Chat to our Direct Line, and keeps it connected.
'use strict';
(() => {
  const EXPIRED_TOKEN = 3, FAILED_TO_CONNECT = 4, ENDED = 5; // botframework-directlinejs: ConnectionStatus
  const settings = JSON.parse(document.getElementById('settings').textContent);
  const dark = matchMedia('(prefers-color-scheme: dark)'), narrow = matchMedia('(max-width: 480px)');
  const chat = document.getElementById('chat'), status = document.getElementById('status');
  let current = null;

  const askForToken = async () => {
    const response = await fetch(settings.tokenAt, { method: 'POST', headers: { Accept: 'application/json' } });
    if (!response.ok) throw new Error(`token: ${response.status}`);
    return (await response.json()).token;
  };

  // Web Chat speaks bokmål where the page is in nynorsk; what we are told is the page's own language.
  const inOurLanguage = (directLine) => {
    const post = directLine.postActivity.bind(directLine);
    directLine.postActivity = (activity) => post({ ...activity, locale: settings.locale });
    return directLine;
  };

  const day = new Intl.DateTimeFormat(settings.locale, { day: 'numeric', month: 'long' });
  const clock = new Intl.DateTimeFormat(settings.locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const moment = (at) => {
    const time = clock.format(at).replace(':', settings.clockMark);
    return day.format(at) === day.format(new Date()) ? time : `${day.format(at)} ${settings.at} ${time}`;
  };

  // Web Chat's own time of sending is in none of our languages; what it shows is replaced by an element like it.
  const sentAt = () => (next) => (args) => {
    const shown = next(args), { activity, hideTimestamp, sendState } = args;
    if (hideTimestamp || sendState !== 'sent' || !activity.timestamp || !shown?.type) return shown;
    return { ...shown, type: 'span', props: { className: 'sent-at', children: moment(new Date(activity.timestamp)) } };
  };

  const words = () => (narrow.matches ? { ...settings.words, TEXT_INPUT_PLACEHOLDER: settings.shortPlaceholder } : settings.words);

  const render = () => WebChat.renderWebChat({
    directLine: current.directLine, store: current.store, nonce: settings.nonce, locale: settings.webChatLocale,
    overrideLocalizedStrings: (strings) => ({ ...strings, ...words() }), activityStatusMiddleware: sentAt, ...samband.looks(dark.matches),
  }, chat);

  const watch = (directLine) => directLine.connectionStatus$.subscribe(async (now) => {
    if (now === EXPIRED_TOKEN) {
      try {
        directLine.reconnect({ token: await askForToken(), conversationId: directLine.conversationId, streamUrl: directLine.streamUrl });
      } catch {
        tellUnreached();
      }
    } else if (now === FAILED_TO_CONNECT || now === ENDED) {
      tellUnreached();
    }
  });

  const tellUnreached = () => {
    const again = document.createElement('button');
    again.type = 'button';
    again.textContent = settings.tryAgain;
    again.addEventListener('click', start);
    status.replaceChildren(settings.notReached, again);
  };

  const start = async () => {
    status.textContent = settings.waiting;
    current?.watching.unsubscribe();
    try {
      const directLine = inOurLanguage(WebChat.createDirectLine({
        token: await askForToken(), domain: new URL(settings.domain, location.href).href,
        conversationStartProperties: { locale: settings.locale },
      }));
      current?.directLine.end();
      current = { directLine, store: WebChat.createStore(), watching: watch(directLine) };
      render();
      status.textContent = '';
      if (matchMedia('(pointer: fine)').matches) chat.querySelector('[data-id="webchat-sendbox-input"]')?.focus();
    } catch {
      tellUnreached();
    }
  };

  for (const media of [dark, narrow]) media.addEventListener('change', () => current && render());
  start();
})();
