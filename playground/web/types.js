/**
 * Names for the shapes that travel through the page. Nothing here runs: editors and the
 * type checker read it, people read it to learn what the server's /play protocol sends.
 *
 * @typedef {object} User
 * @property {string} id
 * @property {string} name in full
 * @property {string} [handle] the short name after an at sign
 * @property {string} title
 * @property {string} tz IANA zone, for example Europe/Helsinki
 * @property {string} locale for example fi-FI
 * @property {'admin'|'member'|'guest'|'bot'} role
 * @property {boolean} deleted
 * @property {'active'|'away'} presence
 * @property {string} color #rrggbb
 * @property {string} about one line: who this is in the demo
 *
 * @typedef {object} Channel
 * @property {string} id
 * @property {string} name
 * @property {'channel'|'private'|'im'} kind
 * @property {string} topic
 * @property {string} [with] the other person of a direct message
 * @property {boolean} archived
 * @property {boolean} member
 * @property {boolean} bot_member
 * @property {string|null} last_ts
 *
 * @typedef {{name: string, users: string[]}} Reaction
 *
 * @typedef {object} Message
 * @property {string} ts
 * @property {string} user
 * @property {string} text
 * @property {Block[]|null} blocks
 * @property {string|null} thread_ts
 * @property {number} reply_count
 * @property {Reaction[]} reactions
 * @property {boolean} edited
 * @property {boolean} ephemeral
 * @property {{id: string, name: string}[]} files
 *
 * @typedef {object} View
 * @property {string} id
 * @property {string} hash
 * @property {'modal'|'home'} type
 * @property {TextObject} [title]
 * @property {TextObject} [submit]
 * @property {TextObject} [close]
 * @property {Block[]} blocks
 * @property {Record<string, string>} [errors]
 *
 * @typedef {{command: string, description: string, usage_hint: string}} Command
 * @typedef {{type: 'global'|'message', name: string, callback_id: string, description: string}} Shortcut
 * @typedef {{user_id: string, name: string, connected: boolean, mode: 'socket'|'http'|'none'}} Bot
 *
 * @typedef {{type: string, text: string, emoji?: boolean, verbatim?: boolean}} TextObject
 * @typedef {Record<string, any>} Block one Block Kit block, as JSON
 * @typedef {Record<string, any>} Element one Block Kit element, as JSON
 * @typedef {{text: TextObject, value: string, description?: TextObject, url?: string}} Option
 *
 * @typedef {object} Where what the address after # says
 * @property {string} as the acting person
 * @property {string} at a channel id, "home", "messages", or "" for the list
 * @property {string} thread the ts of the open thread, or ""
 *
 * @typedef {{type: 'message', channel: string, ts: string, ephemeral: boolean}
 *   | {type: 'view', view_id: string}} Container where an element was clicked
 *
 * @typedef {import('./state.js').State} State
 * @typedef {import('./api.js').Api} Api
 * @typedef {import('./notices.js').Notices} Notices
 * @typedef {import('./refresh.js').Refresh} Refresh
 *
 * @typedef {object} App everything a part of the page may need, made once in app.js
 * @property {State} state
 * @property {Api} api
 * @property {Refresh} refresh
 * @property {Notices} notices
 * @property {(key: string, values?: Record<string, string|number>) => string} t
 * @property {(change: Partial<Where>) => void} go
 *
 * @typedef {object} Spot an element's place: which surface and block it is drawn in
 * @property {App} app
 * @property {import('./surface.js').Surface} surface
 * @property {Block} block
 * @property {(root: HTMLElement, blocks: Block[]) => void} nested draws blocks inside this one
 */

export {};
