// Starts the demonstration region on a free port and hands out signed-in browsers.

import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { watchAnswers, watchProblems } from './problems.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const BINARY = process.env.SERVER_BIN
  ?? path.join(process.env.CARGO_TARGET_DIR ?? path.join(ROOT, 'target'), 'debug/tsumugi');
const CHROMIUM = process.env.CHROMIUM_BIN ?? '/usr/bin/chromium';

/** Debug builds make a whole region first; a slow machine needs this long. */
const START_MS = 180_000;
/** A page of a debug build with a cold cache comes well within this. */
const PAGE_MS = 20_000;

/** The window of a desk computer and the narrowest window a page must fit. */
export const WIDE = { width: 1280, height: 900 };
export const NARROW = { width: 320, height: 640 };

/**
 * Starts a fresh demonstration region.
 * `engine`: `sqlite` or `postgres` (default: environment variable `ENGINE`, else `sqlite`).
 * `people`, `seed`, `today` (`YYYY-MM-DD`): passed on when given.
 * The caller must `stop()` it.
 */
export async function startApp({ engine = process.env.ENGINE ?? 'sqlite', people, seed, today } = {}) {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: run \`cargo build\` first`);
  return start('demo', { engine, options: { people, seed, today }, today }, async (server, data) => {
    const { baseUrl, signIn } = await readAnnouncement(server, 'sign-in');
    const index = JSON.parse(await readFile(path.join(data, 'demo.json'), 'utf8'));
    return { baseUrl, signIn, index };
  });
}

/**
 * Starts an empty installation, as an office does it: HTTPS with a certificate of its own, and
 * nobody in it. `setUpLink` leads to the first account; `keep` stores who is signed in.
 */
export function startInstallation({ engine = process.env.ENGINE ?? 'sqlite' } = {}) {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(new Date());
  return start('serve', { engine, options: {}, today }, async (server) => {
    const { baseUrl, setUpLink } = await readAnnouncement(server, 'set-up');
    return { baseUrl, signIn: [], setUpLink };
  });
}

async function start(verb, { engine, options, today }, announced) {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: run \`cargo build\` first`);
  const directory = await mkdtemp(path.join(tmpdir(), 'tsumugi-e2e-'));
  const database = engine === 'postgres' ? await createDatabase() : null;
  const data = path.join(directory, 'data');
  let server = null;
  const launch = (chosen) => {
    const flags = Object.entries({ ...chosen, 'database-url': database?.url })
      .filter(([, value]) => value !== undefined && value !== null)
      .flatMap(([name, value]) => [`--${name}`, String(value)]);
    // `setpriv` becomes the server; a test that dies, however it dies, takes its server along.
    server = spawn('setpriv', ['--pdeathsig', 'KILL', BINARY, verb, '--data', data,
      '--listen', '127.0.0.1:0', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
    return announced(server, data);
  };
  const relaunch = async (day) => {
    await terminate(server);
    return launch({ ...options, today: day });
  };
  const dispose = async () => {
    if (server) await terminate(server);
    await database?.drop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const parts = await launch(options);
    const browser = await launchBrowser();
    return new App({ ...parts, browser, data, dispose, relaunch, today });
  } catch (error) {
    await dispose();
    throw error;
  }
}

/**
 * The pages of the binary's own route table: `[{ path, matches(pathname) }]`, GET only.
 */
export async function pageRoutes() {
  const { stdout } = await promisify(execFile)(BINARY, ['routes']);
  return [...stdout.matchAll(/^\| GET \| `([^`]+)` \|/gm)].map(([, route]) => {
    const pattern = route.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, '\\$&')).join('[^/]+');
    const whole = new RegExp(`^${pattern}$`);
    return { path: route, matches: (pathname) => whole.test(pathname) };
  });
}

/** Debian's Chromium; it refuses its own sandbox when started as root. */
export function launchBrowser() {
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--lang=ja'] });
}

class App {
  #parts;
  #storage = new Map();

  constructor(parts) {
    this.#parts = parts;
    /** `http://127.0.0.1:PORT`. */
    this.baseUrl = parts.baseUrl;
    /** Content of `demo.json`: `{ base_url, sign_in, pages: [{ route, role, url }] }`. */
    this.index = parts.index;
    /** `[{ role, name, url }]` as announced at the start. */
    this.links = parts.signIn;
    /** The first way in of an empty installation. */
    this.setUpLink = parts.setUpLink;
    /** The app's today, `YYYY-MM-DD`. */
    this.today = parts.today;
    this.dataDirectory = parts.data;
    this.browser = parts.browser;
  }

  get roles() {
    return this.links.map(({ role }) => role);
  }

  url(address) {
    return new URL(address, this.baseUrl).href;
  }

  /**
   * A browser window in which `role` is signed in.
   * The sign-in link works once; later windows of the same role share its cookies.
   * `js: false` switches scripts off, `viewport` sets the size.
   */
  async signIn(role, options = {}) {
    if (!this.#storage.has(role)) this.#storage.set(role, this.#useLink(role));
    return this.#open({ ...options, storageState: await this.#storage.get(role) });
  }

  /** Keeps who is signed in in a window, to be signed in again under a name. */
  async keep(role, session) {
    this.#storage.set(role, await session.context.storageState());
  }

  /** A browser window that nobody is signed in to. */
  anonymous(options = {}) {
    return this.#open(options);
  }

  async #useLink(role) {
    const link = this.links.find((candidate) => candidate.role === role);
    if (!link) throw new Error(`the region has no sign-in link for "${role}", only for ${this.roles.join(', ')}`);
    const session = await this.#open({});
    await session.page.goto(this.url(link.url));
    await session.page.locator('main form button[type=submit]').first().click();
    await session.page.waitForLoadState();
    const state = await session.context.storageState();
    if (state.cookies.length === 0) throw new Error(`signing in as "${role}" set no cookie`);
    await session.close();
    // The guided walk has a test of its own; elsewhere the pages stand alone.
    state.cookies = state.cookies.filter(({ name }) => name !== 'tsumugi-walk');
    return state;
  }

  async #open({ js = true, viewport = WIDE, storageState }) {
    const context = await this.browser.newContext({
      baseURL: this.baseUrl,
      javaScriptEnabled: js,
      locale: 'ja-JP',
      timezoneId: 'Asia/Tokyo',
      reducedMotion: 'reduce',
      viewport,
      storageState,
      // The certificate authority of an office is known to its own browsers only.
      ignoreHTTPSErrors: this.baseUrl.startsWith('https:'),
    });
    context.setDefaultTimeout(PAGE_MS);
    const problems = watchProblems(context);
    const answersRead = watchAnswers(context, problems);
    const page = await context.newPage();
    return new Session({ context, page, problems, answersRead, baseUrl: this.baseUrl, today: this.today });
  }

  /** Months later, on another day: the same region; everybody signs in anew. */
  async later(today) {
    const parts = await this.#parts.relaunch(today);
    this.baseUrl = parts.baseUrl;
    this.index = parts.index;
    this.links = parts.signIn;
    this.today = today;
    this.#storage.clear();
  }

  async stop() {
    await this.browser.close();
    await this.#parts.dispose();
  }
}

/** One browser window: `page` to act on, `problems` seen so far. */
export class Session {
  #answersRead;

  constructor({ context, page, problems, answersRead = async () => {}, baseUrl, today }) {
    this.#answersRead = answersRead;
    this.context = context;
    this.page = page;
    this.problems = problems;
    this.baseUrl = baseUrl;
    this.today = today;
  }

  /** Opens an address of the app and gives Playwright's response. */
  goto(address) {
    return this.page.goto(new URL(address, this.baseUrl).href);
  }

  /**
   * Changes the display settings of the page by its own form, as a reader would.
   * `choices`: any of `{ layer, furigana, size, theme }`, for example `{ layer: 'easy' }`.
   */
  async display(choices) {
    const form = this.page.locator('form.settings-form');
    if (!(await form.isVisible())) await this.page.locator('details.settings > summary').click();
    for (const [name, value] of Object.entries(choices)) {
      await form.locator(`input[name="${name}"][value="${value}"]`).check();
    }
    await form.locator('button[type=submit]').click();
    await this.page.waitForLoadState();
  }

  /**
   * Closes the window; fails if it saw an error in the console, a breach of the CSP, or an answer
   * to a form that did not tell its result.
   */
  async close() {
    await this.#answersRead();
    await this.context.close();
    this.problems.assertNone();
  }
}

/** What a server prints when it starts; `last` is the word of the line that must be there. */
function readAnnouncement(server, last) {
  return new Promise((resolve, reject) => {
    const signIn = [];
    let errors = '';
    let rest = '';
    let baseUrl = null;
    let setUpLink = null;
    const timer = setTimeout(() => reject(new Error(`the server did not start in ${START_MS / 1000} s\n${errors}`)), START_MS);
    const ready = async () => {
      clearTimeout(timer);
      const status = await health(new URL('/healthz', baseUrl));
      if (status === 200) resolve({ baseUrl, signIn, setUpLink });
      else reject(new Error(`/healthz answered ${status}`));
    };
    server.stderr.setEncoding('utf8').on('data', (text) => {
      errors = (errors + text).slice(-4000);
    });
    server.stdout.setEncoding('utf8').on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines) {
        const [word, role, name, url] = line.split('\t');
        if (word === 'sign-in') signIn.push({ role, name, url });
        else if (line.startsWith('set-up ')) setUpLink = line.slice('set-up '.length).trim();
        else if (line.startsWith('listening ')) baseUrl = line.slice('listening '.length).trim();
      }
      // The links may come before or after the address; both together are the announcement.
      const there = last === 'set-up' ? setUpLink : signIn.length > 0;
      if (baseUrl && there) setTimeout(() => ready().catch(reject), 50);
    });
    server.once('exit', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`the server ended (${code ?? signal}) before it listened\n${errors}`));
    });
  });
}

/** The status of an address, whoever signed its certificate. */
function health(url) {
  const client = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    client.get(url, { rejectUnauthorized: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).on('error', reject);
  });
}

function terminate(server) {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => server.kill('SIGKILL'), 10_000);
    server.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    server.kill('SIGTERM');
  });
}

let databases = 0;

async function createDatabase() {
  const cluster = process.env.TSUMUGI_TEST_PG;
  if (!cluster) throw new Error('ENGINE=postgres needs TSUMUGI_TEST_PG, which `cargo xtask test` sets');
  const name = `e2e_${process.pid}_${databases += 1}`;
  const sql = (text) => promisify(execFile)('psql', ['--quiet', '--no-psqlrc', '--dbname', cluster, '--command', text]);
  await sql(`create database ${name} template template0 encoding 'UTF8' locale 'C'`);
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => sql(`drop database ${name} with (force)`) };
}
