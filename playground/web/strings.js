/**
 * Every word of the page itself, in English, Finnish and Swedish. A person's own words and
 * the bot's words come from elsewhere. `{name}` marks a value; "one|many" picks by `n`.
 */

/** @type {Record<string, [string, string, string]>} key -> English, Finnish, Swedish */
const WORDS = {
  // Header
  playground: ['Kaiku playground', 'Kaikun leikkikenttä', 'Kaikus lekplats'],
  stays: ['Nothing leaves this machine', 'Mikään ei lähde tältä koneelta', 'Inget lämnar den här datorn'],
  skip: ['Skip to the conversation', 'Siirry keskusteluun', 'Hoppa till samtalet'],
  bot_on: ['{bot} is connected', '{bot} on yhteydessä', '{bot} är ansluten'],
  bot_off: ['{bot} is not connected', '{bot} ei ole yhteydessä', '{bot} är inte ansluten'],
  mode_socket: ['Socket Mode', 'Socket Mode', 'Socket Mode'],
  mode_http: ['signed HTTP', 'allekirjoitettu HTTP', 'signerad HTTP'],
  link_lost: ['Connection to the playground lost, trying again', 'Yhteys leikkikenttään katkesi, yritetään uudelleen', 'Kontakten med lekplatsen bröts, försöker igen'],
  language: ['Language of this page', 'Sivun kieli', 'Sidans språk'],
  language_auto: ['As the person', 'Henkilön mukaan', 'Enligt personen'],
  act_as: ['Act as', 'Olet nyt', 'Du är nu'],
  act_as_now: ['Acting as {name}. Change person', 'Olet nyt {name}. Vaihda henkilöä', 'Du är nu {name}. Byt person'],
  find_person: ['Find a person', 'Etsi henkilö', 'Sök en person'],
  two_tabs: ['Open a second tab to be two people at once.', 'Avaa toinen välilehti, niin voit olla kaksi ihmistä yhtä aikaa.', 'Öppna en flik till så kan du vara två personer samtidigt.'],
  role_admin: ['Admin', 'Ylläpitäjä', 'Administratör'],
  role_guest: ['Guest', 'Vieras', 'Gäst'],
  role_bot: ['App', 'Sovellus', 'App'],
  deactivated: ['Deactivated', 'Poistettu käytöstä', 'Avstängd'],
  tryout: ['Try trouble', 'Kokeile häiriötä', 'Prova en störning'],
  try_outage: ['Slack is down for {n} seconds', 'Slack on poissa {n} sekuntia', 'Slack ligger nere i {n} sekunder'],
  try_limit: ['Slack limits posting for {n} seconds', 'Slack rajoittaa viestejä {n} sekuntia', 'Slack begränsar meddelanden i {n} sekunder'],
  try_archive: ['Archive this channel', 'Arkistoi tämä kanava', 'Arkivera den här kanalen'],
  try_leave: ['Deactivate in Slack', 'Poista käytöstä Slackissa', 'Avaktivera i Slack'],
  try_return: ['Activate again', 'Ota taas käyttöön', 'Aktivera igen'],
  try_done: ['Done: {what}', 'Tehty: {what}', 'Klart: {what}'],
  // Sidebar
  nav: ['Channels and people', 'Kanavat ja ihmiset', 'Kanaler och personer'],
  apps: ['Apps', 'Sovellukset', 'Appar'],
  home: ['Home', 'Koti', 'Hem'],
  messages: ['Messages', 'Viestit', 'Meddelanden'],
  channels: ['Channels', 'Kanavat', 'Kanaler'],
  rooms: ['Private rooms', 'Yksityiset kanavat', 'Privata kanaler'],
  directs: ['Direct messages', 'Yksityisviestit', 'Direktmeddelanden'],
  others: ['Other channels', 'Muut kanavat', 'Övriga kanaler'],
  new_direct: ['New direct message', 'Uusi yksityisviesti', 'Nytt direktmeddelande'],
  unread: ['unread', 'lukematta', 'oläst'],
  archived: ['archived', 'arkistoitu', 'arkiverad'],
  back: ['Back', 'Takaisin', 'Tillbaka'],
  // Conversation
  bot_here: ['{bot} is here', '{bot} on täällä', '{bot} är här'],
  invite_bot: ['Invite {bot}', 'Kutsu {bot} mukaan', 'Bjud in {bot}'],
  leave: ['Leave the channel', 'Poistu kanavalta', 'Lämna kanalen'],
  join: ['Join the channel', 'Liity kanavalle', 'Gå med i kanalen'],
  looking: ['You are looking at {name}', 'Katselet kanavaa {name}', 'Du tittar på {name}'],
  is_archived: ['{name} is archived. It can be read, not written to.', '{name} on arkistoitu. Sitä voi lukea, mutta siihen ei voi kirjoittaa.', '{name} är arkiverad. Den går att läsa men inte att skriva i.'],
  channel_menu: ['Channel menu', 'Kanavan valikko', 'Kanalmeny'],
  pick_place: ['Pick a conversation', 'Valitse keskustelu', 'Välj ett samtal'],
  pick_place_hint: ['Channels, rooms and people are listed beside.', 'Kanavat, huoneet ja ihmiset ovat luettelossa vieressä.', 'Kanaler, rum och personer finns i listan bredvid.'],
  empty_channel: ['This is the very beginning of {name}', 'Tästä {name} alkaa', 'Här börjar {name}'],
  empty_direct: ['Here you and {name} can talk', 'Keskustelunne alkaa tästä', 'Här kan du och {name} prata'],
  empty_hint: ['Write below, or type / to see what {bot} can do.', 'Kirjoita alle tai kirjoita / ja katso, mitä {bot} osaa.', 'Skriv nedan eller skriv / för att se vad {bot} kan.'],
  message_list: ['Messages in {name}', 'Viestit: {name}', 'Meddelanden i {name}'],
  new_below: ['New messages', 'Uusia viestejä', 'Nya meddelanden'],
  today: ['Today', 'Tänään', 'I dag'],
  yesterday: ['Yesterday', 'Eilen', 'I går'],
  // Message
  app_badge: ['APP', 'SOVELLUS', 'APP'],
  only_you: ['Only visible to you', 'Vain sinä näet tämän', 'Bara du ser det här'],
  dismiss: ['Dismiss', 'Piilota', 'Dölj'],
  edited: ['(edited)', '(muokattu)', '(redigerat)'],
  replies: ['{n} reply|{n} replies', '{n} vastaus|{n} vastausta', '{n} svar|{n} svar'],
  tools: ['Message actions', 'Viestin toiminnot', 'Åtgärder för meddelandet'],
  reply: ['Reply in thread', 'Vastaa ketjuun', 'Svara i tråd'],
  react: ['Add a reaction', 'Lisää reaktio', 'Lägg till en reaktion'],
  reacted: ['{name}: {who}', '{name}: {who}', '{name}: {who}'],
  more: ['More actions', 'Lisää toimintoja', 'Fler åtgärder'],
  edit: ['Edit message', 'Muokkaa viestiä', 'Redigera meddelandet'],
  remove: ['Delete message', 'Poista viesti', 'Ta bort meddelandet'],
  remove_sure: ['Delete this message for good?', 'Poistetaanko viesti lopullisesti?', 'Ta bort meddelandet för gott?'],
  save: ['Save', 'Tallenna', 'Spara'],
  cancel: ['Cancel', 'Peruuta', 'Avbryt'],
  thread: ['Thread', 'Ketju', 'Tråd'],
  close_thread: ['Close the thread', 'Sulje ketju', 'Stäng tråden'],
  direct_to: ['Send a direct message', 'Lähetä yksityisviesti', 'Skicka ett direktmeddelande'],
  local_time: ['{time} local time', 'Paikallinen aika {time}', 'Lokal tid {time}'],
  // Composer
  write_to: ['Message {name}', 'Viesti: {name}', 'Meddelande till {name}'],
  write_reply: ['Reply in the thread', 'Vastaa ketjuun', 'Svara i tråden'],
  send: ['Send', 'Lähetä', 'Skicka'],
  shortcuts: ['Shortcuts', 'Pikatoiminnot', 'Genvägar'],
  shortcuts_of: ['Shortcuts of {bot}', 'Pikatoiminnot: {bot}', 'Genvägar från {bot}'],
  no_shortcuts: ['No shortcuts yet', 'Ei pikatoimintoja', 'Inga genvägar'],
  emoji: ['Insert an emoji', 'Lisää emoji', 'Infoga en emoji'],
  enter_hint: ['Enter sends, Shift + Enter makes a new line', 'Enter lähettää, Vaihto + Enter vaihtaa riviä', 'Enter skickar, Skift + Enter ger ny rad'],
  suggestions: ['Suggestions', 'Ehdotukset', 'Förslag'],
  everyone_here: ['everyone who is active here', 'kaikki paikalla olevat', 'alla som är aktiva här'],
  everyone_channel: ['everyone in this channel', 'kaikki tällä kanavalla', 'alla i kanalen'],
  // Trouble
  unreachable: ['The playground does not answer. Is it still running?', 'Leikkikenttä ei vastaa. Onko se vielä käynnissä?', 'Lekplatsen svarar inte. Är den fortfarande i gång?'],
  refused: ['The playground answered with an error ({code}).', 'Leikkikenttä vastasi virheellä ({code}).', 'Lekplatsen svarade med ett fel ({code}).'],
  click_failed: ['That did not work. Try again.', 'Se ei onnistunut. Yritä uudelleen.', 'Det gick inte. Försök igen.'],
  // Blocks
  unknown_block: ['Cannot show block type “{type}”', 'Lohkotyyppiä ”{type}” ei voi näyttää', 'Kan inte visa blocktypen ”{type}”'],
  unknown_element: ['Cannot show element type “{type}”', 'Elementtityyppiä ”{type}” ei voi näyttää', 'Kan inte visa elementtypen ”{type}”'],
  outside_picture: ['Picture on the web, not loaded here', 'Kuva verkossa, ei ladata täällä', 'Bild på webben, laddas inte här'],
  file: ['File', 'Tiedosto', 'Fil'],
  video: ['Video', 'Video', 'Video'],
  chart_numbers: ['Show the numbers', 'Näytä luvut', 'Visa siffrorna'],
  filter_rows: ['Filter rows', 'Suodata rivejä', 'Filtrera rader'],
  rows_shown: ['{from}–{to} of {n}', '{from}–{to} / {n}', '{from}–{to} av {n}'],
  no_rows: ['No rows', 'Ei rivejä', 'Inga rader'],
  previous: ['Previous', 'Edellinen', 'Föregående'],
  next: ['Next', 'Seuraava', 'Nästa'],
  more_options: ['More options', 'Lisää vaihtoehtoja', 'Fler alternativ'],
  // Forms
  optional: ['optional', 'valinnainen', 'valfritt'],
  choose: ['Choose', 'Valitse', 'Välj'],
  search: ['Search', 'Etsi', 'Sök'],
  none_found: ['Nothing found', 'Ei osumia', 'Inga träffar'],
  type_more: ['Type at least {n} character|Type at least {n} characters', 'Kirjoita vähintään {n} merkki|Kirjoita vähintään {n} merkkiä', 'Skriv minst {n} tecken|Skriv minst {n} tecken'],
  clear: ['Clear', 'Tyhjennä', 'Rensa'],
  take_away: ['Remove {name}', 'Poista {name}', 'Ta bort {name}'],
  date: ['Date', 'Päivä', 'Datum'],
  time: ['Time', 'Kellonaika', 'Klockslag'],
  in_zone: ['Time zone {zone}', 'Aikavyöhyke {zone}', 'Tidszon {zone}'],
  choose_files: ['Choose files', 'Valitse tiedostoja', 'Välj filer'],
  files_left: ['At most {n} file|At most {n} files', 'Enintään {n} tiedosto|Enintään {n} tiedostoa', 'Högst {n} fil|Högst {n} filer'],
  wrong_filetype: ['{name} is not one of: {types}', '{name} ei ole mikään näistä: {types}', '{name} är inte någon av: {types}'],
  err_required: ['Please fill this in.', 'Täytä tämä kohta.', 'Fyll i det här.'],
  err_short: ['Write at least {n} character.|Write at least {n} characters.', 'Kirjoita vähintään {n} merkki.|Kirjoita vähintään {n} merkkiä.', 'Skriv minst {n} tecken.|Skriv minst {n} tecken.'],
  err_long: ['{n} character too long.|{n} characters too long.', '{n} merkki liikaa.|{n} merkkiä liikaa.', '{n} tecken för långt.|{n} tecken för långt.'],
  err_email: ['Write an e-mail address, such as name@example.org.', 'Kirjoita sähköpostiosoite, esimerkiksi nimi@example.org.', 'Skriv en e-postadress, till exempel namn@example.org.'],
  err_url: ['Write a web address that begins with https://.', 'Kirjoita verkko-osoite, joka alkaa https://.', 'Skriv en webbadress som börjar med https://.'],
  err_number: ['Write a number.', 'Kirjoita luku.', 'Skriv ett tal.'],
  err_whole: ['Write a whole number.', 'Kirjoita kokonaisluku.', 'Skriv ett heltal.'],
  err_min: ['At least {n}.', 'Vähintään {n}.', 'Minst {n}.'],
  err_max: ['At most {n}.', 'Enintään {n}.', 'Högst {n}.'],
  chars: ['{n} of {max} characters', '{n} / {max} merkkiä', '{n} av {max} tecken'],
  close: ['Close', 'Sulje', 'Stäng'],
  submit: ['Submit', 'Lähetä', 'Skicka'],
  yes: ['Yes', 'Kyllä', 'Ja'],
  sure: ['Are you sure?', 'Oletko varma?', 'Är du säker?'],
  leave_form: ['Leave without saving?', 'Poistutaanko tallentamatta?', 'Lämna utan att spara?'],
  leave_form_text: ['What you have written in this form will be lost.', 'Lomakkeelle kirjoittamasi katoaa.', 'Det du har skrivit i formuläret går förlorat.'],
  leave_form_yes: ['Leave', 'Poistu', 'Lämna'],
  leave_form_no: ['Keep writing', 'Jatka kirjoittamista', 'Fortsätt skriva'],
  home_empty: ['{bot} has not published a Home for you yet', '{bot} ei ole vielä julkaissut sinulle kotinäkymää', '{bot} har ännu inte publicerat någon hemvy för dig'],
};

/** @typedef {'en'|'fi'|'sv'} Language */

export const LANGUAGES = /** @type {Language[]} */ (['en', 'fi', 'sv']);

/** Each language by its own name. */
export const LANGUAGE_NAMES = { en: 'English', fi: 'Suomi', sv: 'Svenska' };

/** The page's language for a Slack locale: Finnish, Swedish, else English. @param {string} locale @returns {Language} */
export function languageOf(locale) {
  const short = (locale ?? '').slice(0, 2).toLowerCase();
  return short === 'fi' || short === 'sv' ? short : 'en';
}

/**
 * The words for a key. An unknown key is a fault of the page and is shown as itself.
 * @param {Language} language
 * @param {string} key
 * @param {Record<string, string|number>} [values]
 */
export function words(language, key, values = {}) {
  const row = WORDS[key];
  if (!row) return key;
  const forms = row[LANGUAGES.indexOf(language)].split('|');
  const text = values.n === 1 || forms.length === 1 ? forms[0] : forms[1];
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
