// Microsoft's parser reads cards, one JSON a line: {"name", "card"}. Says each that it warns of, then how many it read.
//     node parse_cards.cjs path/to/adaptivecards.js < cards.jsonl

const cards = require(process.argv[2])

function warnings(json) {
  const context = new cards.SerializationContext(cards.Versions.v1_5)
  const card = new cards.AdaptiveCard()
  card.parse(json, context)
  const parsed = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i))
  const told = [...parsed, ...card.validateProperties().validationEvents]
  return told.map((event) => `${cards.ValidationEvent[event.event]}: ${event.message}`)
}

const lines = require('node:fs').readFileSync(0, 'utf8').split('\n').filter(Boolean)
for (const { name, card } of lines.map((line) => JSON.parse(line))) {
  const twice = warnings(card).length > 0 ? warnings(card) : []  // its pattern for `lang` fails at every second look
  for (const warning of twice) console.log(`${name} ${warning}`)
}
console.log(`read ${lines.length}`)
