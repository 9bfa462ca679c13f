/**
 * The emoji the page knows by Slack's short names: a small common set. A name that is not
 * here is shown as :name:, which is honest and readable.
 */

const TABLE = `
+1 👍 -1 👎 thumbsup 👍 thumbsdown 👎 clap 👏 pray 🙏 wave 👋 raised_hands 🙌 ok_hand 👌 muscle 💪 point_right 👉 point_left 👈 point_up ☝️ point_down 👇
raised_hand ✋ writing_hand ✍️ handshake 🤝 eyes 👀 ear 👂 brain 🧠 heart ❤️ blue_heart 💙 green_heart 💚 yellow_heart 💛 purple_heart 💜 broken_heart 💔 sparkles ✨ star ⭐ star2 🌟
fire 🔥 tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 medal 🏅 100 💯 rocket 🚀 boom 💥 zap ⚡ bulb 💡 bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢 speaker 🔈 mute 🔇
smile 😄 smiley 😃 grinning 😀 grin 😁 joy 😂 sweat_smile 😅 slightly_smiling_face 🙂 upside_down_face 🙃 wink 😉 blush 😊 heart_eyes 😍 thinking_face 🤔 neutral_face 😐
confused 😕 worried 😟 cry 😢 sob 😭 angry 😠 rage 😡 scream 😱 sleeping 😴 sunglasses 😎 nerd_face 🤓 robot_face 🤖 facepalm 🤦 shrug 🤷 hugging_face 🤗 relieved 😌 party_face 🥳 partying_face 🥳
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ heavy_plus_sign ➕ heavy_minus_sign ➖ warning ⚠️ rotating_light 🚨 no_entry ⛔ no_entry_sign 🚫 stop_sign 🛑 octagonal_sign 🛑
question ❓ exclamation ❗ bangbang ‼️ information_source ℹ️ construction 🚧 lock 🔒 unlock 🔓 key 🔑 shield 🛡️ mag 🔍 link 🔗 pushpin 📌 round_pushpin 📍 paperclip 📎 scissors ✂️
red_circle 🔴 large_orange_circle 🟠 orange_circle 🟠 large_yellow_circle 🟡 yellow_circle 🟡 large_green_circle 🟢 green_circle 🟢 large_blue_circle 🔵 blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ small_blue_diamond 🔹 small_orange_diamond 🔸
calendar 📆 date 📅 spiral_calendar_pad 🗓️ clock1 🕐 alarm_clock ⏰ hourglass ⌛ hourglass_flowing_sand ⏳ stopwatch ⏱️ watch ⌚ repeat 🔁 arrows_counterclockwise 🔄 arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ arrow_upper_right ↗️ leftwards_arrow_with_hook ↩️
memo 📝 pencil 📝 pencil2 ✏️ page_facing_up 📄 clipboard 📋 books 📚 book 📖 notebook 📓 newspaper 📰 bookmark 🔖 label 🏷️ file_folder 📁 open_file_folder 📂 card_index 📇 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 inbox_tray 📥 outbox_tray 📤 email ✉️ envelope ✉️ incoming_envelope 📨 mailbox 📫 wastebasket 🗑️
speech_balloon 💬 thought_balloon 💭 left_speech_bubble 🗨️ busts_in_silhouette 👥 bust_in_silhouette 👤 office 🏢 school 🏫 hospital 🏥 house 🏠 city_sunset 🌆 bus 🚌 tram 🚊 bike 🚲 ship 🚢 anchor ⚓ swimmer 🏊 art 🎨 musical_note 🎵 camera 📷 video_camera 📹 movie_camera 🎥 tv 📺 microphone 🎤 headphones 🎧 computer 💻 iphone 📱 telephone_receiver 📞 globe_with_meridians 🌐 earth_africa 🌍
sunny ☀️ cloud ☁️ rain_cloud 🌧️ snowflake ❄️ snowman ⛄ umbrella ☔ rainbow 🌈 evergreen_tree 🌲 deciduous_tree 🌳 seedling 🌱 herb 🌿 four_leaf_clover 🍀 cherry_blossom 🌸 sunflower 🌻 coffee ☕ tea 🍵 cake 🍰 birthday 🎂 pizza 🍕 apple 🍎 beers 🍻
dog 🐶 cat 🐱 bear 🐻 fox_face 🦊 owl 🦉 bird 🐦 bee 🐝 fish 🐟 hammer_and_wrench 🛠️ wrench 🔧 gear ⚙️ toolbox 🧰 test_tube 🧪 dart 🎯 game_die 🎲 jigsaw 🧩 crystal_ball 🔮 flag-fi 🇫🇮 flag-se 🇸🇪 flag-gb 🇬🇧 finland 🇫🇮 us 🇺🇸 checkered_flag 🏁 triangular_flag_on_post 🚩 white_flag 🏳️ one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣`;

/** @type {Map<string, string>} */
const GLYPHS = readTable(TABLE);

/** @param {string} table @returns {Map<string, string>} */
function readTable(table) {
  const cells = table.trim().split(/\s+/);
  const glyphs = new Map();
  for (let i = 0; i + 1 < cells.length; i += 2) glyphs.set(cells[i], cells[i + 1]);
  return glyphs;
}

/** The character for a short name, or :name: itself. @param {string} name may carry a skin tone, "wave::skin-tone-3" */
export function glyph(name) {
  return GLYPHS.get(name.split('::')[0]) ?? `:${name}:`;
}

/** Short names that begin with, or else contain, what was typed. @param {string} typed @param {number} most @returns {string[]} */
export function emojiNames(typed, most) {
  const names = [...GLYPHS.keys()];
  const begins = names.filter((name) => name.startsWith(typed));
  return [...begins, ...names.filter((name) => !name.startsWith(typed) && name.includes(typed))].slice(0, most);
}

/** Text with its short names turned into characters. @param {string} text */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+\-]+(?:::skin-tone-\d)?):/g, (whole, name) => GLYPHS.get(name.split('::')[0]) ?? whole);
}

/** What the small picker offers, most used first. */
export const PICKER = [
  '+1', 'white_check_mark', 'eyes', 'heart', 'tada', 'clap', 'pray', 'raised_hands', 'bulb', 'thinking_face', 'smile', 'joy',
  'slightly_smiling_face', 'cry', 'fire', 'rocket', 'star', 'sparkles', 'question', 'warning', 'rotating_light', 'x', 'wave', 'muscle',
  'memo', 'calendar', 'mega', 'coffee', 'sunny', 'snowflake',
];
