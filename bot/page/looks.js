// The looks of Web Chat and of its cards. The colours, in light and in dark, are those of page.css, by name: other looks
// would have Web Chat draw every card anew, and one that has said what is missing then takes no more presses (4.18.1).
'use strict';
globalThis.samband = globalThis.samband || {};
(() => {
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "Helvetica Neue", Arial, sans-serif';
  const c = {
    paper: 'var(--paper)', sheet: 'var(--sheet)', ink: 'var(--ink)', quiet: 'var(--quiet)', line: 'var(--line)',
    accent: 'var(--accent)', onAccent: 'var(--on-accent)', soft: 'var(--accent-soft)', good: 'var(--good)',
    warning: 'var(--warning)', attention: 'var(--attention)',
  };

  const styleOptions = () => ({
    primaryFont: FONT, accent: c.accent, subtle: c.quiet, backgroundColor: c.paper, paddingRegular: 14, paddingWide: 16,
    rootHeight: '100%', rootWidth: '100%', timestampColor: c.quiet, groupTimestamp: 120000,
    bubbleBackground: c.sheet, bubbleTextColor: c.ink, bubbleBorderColor: c.line, bubbleBorderRadius: 14,
    bubbleFromUserBackground: c.accent, bubbleFromUserTextColor: c.onAccent, bubbleFromUserBorderColor: c.accent,
    bubbleFromUserBorderRadius: 14, bubbleMaxWidth: 560, bubbleMinWidth: 0, bubbleMinHeight: 40,
    autoScrollSnapOnPage: true, hideUploadButton: true, maxMessageLength: 4000, messageActivityWordBreak: 'break-word', sendTimeout: 30000,
    sendBoxBackground: c.sheet, sendBoxTextColor: c.ink, sendBoxPlaceholderColor: c.quiet, sendBoxBorderTop: 'none',
    sendBoxHeight: 50, sendBoxButtonColor: c.accent, sendBoxButtonColorOnHover: c.accent, sendBoxButtonColorOnFocus: c.accent,
    sendBoxButtonColorOnActive: c.accent, sendBoxButtonColorOnDisabled: c.quiet, sendBoxButtonShadeColor: 'transparent',
    sendBoxButtonShadeColorOnHover: c.soft, sendBoxButtonShadeColorOnActive: c.soft, sendBoxButtonShadeColorOnFocus: c.soft,
    sendBoxButtonShadeColorOnDisabled: 'transparent', sendBoxButtonShadeBorderRadius: 22, sendBoxButtonShadeInset: 4,
    sendBoxButtonKeyboardFocusIndicatorBorderColor: c.accent, sendBoxButtonKeyboardFocusIndicatorBorderRadius: 20,
    sendBoxButtonKeyboardFocusIndicatorBorderWidth: 2, sendBoxTextWrap: true,
    suggestedActionLayout: 'flow', suggestedActionHeight: 44, suggestedActionBorderRadius: 22, suggestedActionBorderWidth: 1,
    suggestedActionBackgroundColor: c.sheet, suggestedActionBackgroundColorOnHover: c.soft, suggestedActionTextColor: c.accent,
    suggestedActionBackgroundColorOnActive: c.soft, suggestedActionBorderColor: c.accent,
    suggestedActionKeyboardFocusIndicatorBorderColor: c.accent,
    connectivityTextSize: '87.5%', notificationText: c.quiet, failedConnectivity: c.attention, slowConnectivity: c.warning,
    toastSeparatorColor: c.line, toastErrorBackgroundColor: c.sheet, toastErrorColor: c.attention,
    toastInfoBackgroundColor: c.sheet, toastInfoColor: c.ink, toastSuccessBackgroundColor: c.sheet, toastSuccessColor: c.good,
    toastWarnBackgroundColor: c.sheet, toastWarnColor: c.warning,
    transcriptOverlayButtonBackground: c.accent, transcriptOverlayButtonBackgroundOnHover: c.accent,
    transcriptOverlayButtonBackgroundOnFocus: c.accent, transcriptOverlayButtonColor: c.onAccent,
    transcriptActivityVisualKeyboardIndicatorColor: c.accent, transcriptVisualKeyboardIndicatorColor: c.accent,
    transcriptTerminatorBackgroundColor: c.quiet, transcriptTerminatorColor: c.paper,
  });

  const hostConfig = () => {
    const foregroundColors = Object.fromEntries(
      Object.entries({ default: c.ink, dark: c.ink, light: c.quiet, accent: c.accent, good: c.good, warning: c.warning, attention: c.attention })
        .map(([name, colour]) => [name, { default: colour, subtle: name === 'default' ? c.quiet : colour }]),
    );
    const container = (backgroundColor) => ({ backgroundColor, borderColor: c.line, foregroundColors });
    const onAccent = Object.fromEntries(Object.keys(foregroundColors).map((name) => [name, { default: c.onAccent, subtle: c.onAccent }]));
    const chosen = { backgroundColor: c.accent, borderColor: c.accent, foregroundColors: onAccent };
    const fontSizes = { small: 14, default: 16, medium: 18, large: 20, extraLarge: 24 };
    const lineHeights = { small: 20, default: 24, medium: 25, large: 27, extraLarge: 31 };
    return {
      supportsInteractivity: true,
      spacing: { small: 6, default: 10, medium: 14, large: 20, extraLarge: 28, padding: 16 },
      separator: { lineThickness: 1, lineColor: c.line },
      fontTypes: {
        default: { fontFamily: FONT, fontSizes, fontWeights: { lighter: 300, default: 400, bolder: 650 } },
        monospace: { fontFamily: 'monospace', fontSizes, fontWeights: { lighter: 300, default: 400, bolder: 650 } },
      },
      lineHeights,
      containerStyles: {
        default: container(c.sheet), emphasis: container(c.soft), accent: chosen, good: container(c.soft),
        warning: container(c.soft), attention: container(c.soft),
      },
      actions: {
        maxActions: 5, spacing: 'medium', buttonSpacing: 8, actionsOrientation: 'vertical', actionAlignment: 'stretch',
        showCard: { actionMode: 'inline', inlineTopMargin: 12 },
      },
      inputs: {
        label: {
          inputSpacing: 'small', requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
          optionalInputs: { weight: 'bolder' },
        },
        errorMessage: { color: 'attention', weight: 'default', size: 'default', spacing: 'small' },
      },
      adaptiveCard: { allowCustomStyle: false },
      factSet: {
        title: { color: 'default', isSubtle: true, size: 'default', weight: 'default', wrap: true, maxWidth: 160 },
        value: { color: 'default', isSubtle: false, size: 'default', weight: 'default', wrap: true },
        spacing: 12,
      },
      textBlock: { headingLevel: 2 },
      textStyles: { heading: { size: 'medium', weight: 'bolder', color: 'default', fontType: 'default', isSubtle: false } },
    };
  };

  globalThis.samband.looks = { styleOptions: styleOptions(), adaptiveCardsHostConfig: hostConfig() };
})();
