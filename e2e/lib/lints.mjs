// House rules for every page that no off-the-shelf tool sees, as functions over the DOM.
// Numbers in the rule names' comments are those of the acceptance checklist.

/**
 * Runs inside the page, so it may use nothing from this module.
 * Returns `{ rule, message, where }` for each breach.
 */
export function lintsInPage(options) {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const english = document.documentElement.lang.startsWith('en');

  /** Text as read aloud: without readings, with alternative texts. */
  const textOf = (element) => {
    const copy = element.cloneNode(true);
    all('rt, rp, [aria-hidden="true"], script, style', copy).forEach((part) => part.remove());
    all('img[alt]', copy).forEach((image) => image.replaceWith(image.alt));
    return copy.textContent.replace(/\s+/g, ' ').trim();
  };
  const nameOf = (element) => {
    const by = element.getAttribute('aria-labelledby');
    if (by) {
      return by.split(/\s+/).map((id) => document.getElementById(id))
        .filter(Boolean).map(textOf).join(' ').trim();
    }
    if (element.hasAttribute('aria-label')) return element.getAttribute('aria-label').trim();
    return element.tagName === 'INPUT' ? element.value : textOf(element);
  };
  const whereIs = (element) => {
    const open = element.cloneNode(false).outerHTML.replace(/<\/[a-z0-9-]+>$/i, '');
    const section = element.closest('form, section, table, nav, main');
    const place = section && section !== element
      ? ` in <${section.tagName.toLowerCase()}${section.id ? ` id="${section.id}"` : ''}>` : '';
    return (open.length > 160 ? `${open.slice(0, 160)}…` : open) + place;
  };
  const hiddenFromAll = (element) => element.closest('[hidden], [aria-hidden="true"], template');
  const hasText = (id) => {
    const element = id && document.getElementById(id);
    return Boolean(element && textOf(element));
  };

  const lints = {
    // 3: a placeholder disappears while typing and is no label.
    fieldLabel(report) {
      const skip = ['hidden', 'submit', 'button', 'reset', 'image'];
      for (const field of all('input, select, textarea')) {
        if (skip.includes(field.type)) continue;
        const label = [...(field.labels ?? [])].map(textOf).join(' ').trim();
        if (!label) report(field, 'has no label with text');
        const placeholder = (field.getAttribute('placeholder') ?? '').trim();
        if (!placeholder) continue;
        if (placeholder === label) report(field, 'placeholder repeats the label');
        const hints = (field.getAttribute('aria-describedby') ?? '').split(/\s+/).filter(Boolean);
        if (!hints.some(hasText)) report(field, 'placeholder is the only hint');
      }
    },

    // 4: whoever made a mistake must hear of it first, and be led to the field.
    errorSummary(report) {
      const invalid = all('[aria-invalid="true"]');
      const summary = document.getElementById('error-summary');
      if (!summary) {
        invalid.forEach((field) => report(field, 'is invalid but the page has no #error-summary'));
        return;
      }
      const prefix = english ? /^Error[:：]/ : /^エラー：/;
      if (!prefix.test(document.title)) report(summary, `title "${document.title}" does not start with the error prefix`);
      const main = document.querySelector('main');
      let first = main?.firstElementChild ?? null;
      // The empty place for results stands before everything else on every page.
      if (first?.matches('[role=status]') && !textOf(first)) first = first.nextElementSibling;
      while (first && first !== summary && first.contains(summary)) first = first.firstElementChild;
      if (first !== summary) report(summary, 'is not the first thing in main');
      const links = all('a[href]', summary);
      if (links.length === 0) report(summary, 'links to no field');
      for (const link of links) {
        const id = decodeURIComponent((link.getAttribute('href').split('#')[1] ?? ''));
        const target = id && document.getElementById(id);
        if (!target) {
          report(link, 'leads to no element');
          continue;
        }
        const group = target.closest('fieldset');
        const field = target.getAttribute('aria-invalid') === 'true' ? target
          : group?.getAttribute('aria-invalid') === 'true' ? group
            : target.querySelector('[aria-invalid="true"]');
        // A radio button or a group may not be aria-invalid; there the linked text alone tells.
        const choice = group && target.matches('[type=radio], [type=checkbox], fieldset');
        if (!field && !choice) report(target, 'is named in the summary but not aria-invalid');
        const told = [field, target, group].filter(Boolean)
          .flatMap((element) => (element.getAttribute('aria-describedby') ?? '').split(/\s+/));
        if (!told.some(hasText)) report(target, 'has no aria-describedby that leads to its error text');
      }
    },

    // 5: without a legend the question of a group is never read.
    groupLegend(report) {
      const groups = new Map();
      const put = (key, field) => groups.set(key, [...(groups.get(key) ?? []), field]);
      const formOf = (field) => (field.form ? all('form').indexOf(field.form) : -1);
      for (const field of all('input[type=radio], input[type=checkbox]')) {
        put(`${field.type} ${formOf(field)} ${field.name}`, field);
      }
      for (const field of all('input, select')) {
        const date = /^(.*?)[._[-]?(era|year|month|day)\]?$/.exec(field.name ?? '');
        if (date && field.type !== 'hidden' && field.type !== 'radio') put(`date ${formOf(field)} ${date[1]}`, field);
      }
      for (const [key, fields] of groups) {
        const single = fields.length === 1 && !key.startsWith('radio');
        if (single || fields.some((field) => !field.name)) continue;
        const bare = fields.find((field) => {
          const legend = field.closest('fieldset')?.querySelector(':scope > legend');
          return !legend || !textOf(legend);
        });
        if (bare) report(bare, `group of ${fields.length} is not in a fieldset with a legend`);
      }
    },

    // 6: what can be clicked must also be reachable by key and known to be a control.
    clickable(report) {
      const native = 'a[href], button, input, select, textarea, summary, label, option, area, [popover]';
      for (const element of all('[onclick], [role=button], [role=link], [role=checkbox], [role=tab], [role=menuitem]')) {
        if (!element.matches(native)) report(element, 'acts as a control but is none');
      }
      for (const element of all('[tabindex]')) {
        if (element.tabIndex >= 0 && !element.matches(native) && !element.hasAttribute('role')) {
          report(element, 'takes focus but has no role');
        }
        if (element.tabIndex > 0) report(element, 'changes the order of focus');
      }
      for (const element of all('body *')) {
        if (element.closest(native) || element.closest('[aria-disabled]')) continue;
        if (getComputedStyle(element).cursor !== 'pointer') continue;
        if (getComputedStyle(element.parentElement).cursor === 'pointer') continue;
        report(element, 'shows a hand but is no control');
      }
    },
    buttonType(report) {
      for (const button of all('button:not([type])')) report(button, 'has no type');
      for (const element of all('a:not([href])')) report(element, 'is a link without a target');
    },
    formSubmit(report) {
      for (const form of all('form')) {
        const submits = [...form.elements].some((control) => ['submit', 'image'].includes(control.type))
          || form.querySelector('input[type=image]');
        if (!submits) report(form, 'has no submit button');
      }
    },

    // 7: a list of links is read without its surroundings.
    linkText(report) {
      const empty = /^(こちら|こちらから|詳細|詳しく|くわしく|クリック|ここ|もっと見る|もっとみる|続きを読む|リンク|here|click here|click|more|read more|see more|details|link)$/i;
      for (const element of all('a[href], button, summary, input[type=submit]')) {
        if (hiddenFromAll(element)) continue;
        const name = nameOf(element).replace(/[\s。．.→›»…>]+$/u, '');
        if (!name) report(element, 'has no name');
        else if (empty.test(name)) report(element, `"${name}" alone does not say where it leads`);
      }
    },
    uniqueNames(report) {
      const leads = (element) => {
        // The same page at another place is the same thing.
        if (element.tagName === 'A') return element.href.split('#')[0];
        const form = element.form;
        if (!form) return `${element.id} ${element.getAttribute('popovertarget') ?? ''} ${element.getAttribute('commandfor') ?? ''}`;
        const fixed = all('input[type=hidden]', form)
          .filter((input) => !/csrf|token|return|back/.test(input.name))
          .map((input) => `${input.name}=${input.value}`);
        return [element.getAttribute('formaction') ?? form.getAttribute('action'), element.name, element.value, ...fixed].join(' ');
      };
      // A heading, a summary or a legend tells what the controls below it are about.
      const about = (element) => {
        const part = element.closest('details, section, article, fieldset, figure');
        const head = part?.querySelector(':scope > summary, :scope > legend, h2, h3, h4');
        return head && !head.contains(element) ? textOf(head) : '';
      };
      const seen = new Map();
      for (const element of all('main a[href], main button, main input[type=submit]')) {
        if (hiddenFromAll(element) || element.closest('#error-summary')) continue;
        const key = `${element.tagName} ${nameOf(element)} ${about(element)}`;
        const target = leads(element);
        if (!seen.has(key)) seen.set(key, target);
        else if (seen.get(key) !== target) report(element, `"${nameOf(element)}" names two different things`);
      }
    },

    // 8: a picture says something or is silent; "picture" says nothing.
    pictures(report) {
      const empty = /^(画像|写真|イメージ|図|アイコン|image|picture|photo|icon|img)$/i;
      for (const image of all('img, input[type=image]')) {
        const alt = image.getAttribute('alt');
        if (alt === null) report(image, 'has no alt');
        else if (empty.test(alt.trim())) report(image, `alt "${alt}" says nothing`);
      }
      for (const svg of all('svg')) {
        if (svg.parentElement.closest('svg') || svg.closest('[aria-hidden="true"]')) continue;
        const title = svg.querySelector(':scope > title');
        const named = Boolean(title?.textContent.trim()) || Boolean(nameOf(svg) && (svg.hasAttribute('aria-label') || svg.hasAttribute('aria-labelledby')));
        if (svg.getAttribute('role') !== 'img' || !named) report(svg, 'is neither named (role=img and title) nor hidden');
      }
    },

    // 9: a cell is understood by its headers only.
    tables(report) {
      for (const table of all('table')) {
        if (['presentation', 'none'].includes(table.getAttribute('role'))) {
          report(table, 'is used for layout');
          continue;
        }
        if (!table.caption || !textOf(table.caption)) report(table, 'has no caption');
        const headers = all('th', table);
        if (headers.length === 0) report(table, 'has no th');
        for (const header of headers) {
          if (!['col', 'row', 'colgroup', 'rowgroup'].includes(header.getAttribute('scope'))) {
            report(header, 'has no scope');
          }
        }
      }
      for (const figure of all('figure')) {
        if (!figure.querySelector('svg[role=img]')) continue;
        const beside = [figure.querySelector('table'), figure.nextElementSibling?.matches('table') && figure.nextElementSibling,
          figure.nextElementSibling?.querySelector('table')];
        if (!beside.some(Boolean)) report(figure, 'shows a chart without a table beside it');
      }
    },

    // 10: the frame by which people who hear the page find their way.
    documentFrame(report) {
      const root = document.documentElement;
      if (!/^(ja|en)(-|$)/.test(root.lang)) report(root, 'lang is neither ja nor en');
      const parts = document.title.split(' — ').map((part) => part.trim());
      if (parts.length < 2 || parts.some((part) => !part)) {
        report(root, `title "${document.title}" is not "page — … — application"`);
      }
      const headings = all('h1, h2, h3, h4, h5, h6')
        // The error summary stands above the h1 because it must be read first.
        .filter((heading) => !hiddenFromAll(heading) && !heading.closest('#error-summary'));
      const ones = headings.filter((heading) => heading.tagName === 'H1');
      if (ones.length !== 1) report(root, `has ${ones.length} h1`);
      let depth = 0;
      for (const heading of headings) {
        const level = Number(heading.tagName[1]);
        if (!textOf(heading)) report(heading, 'is empty');
        if (level > depth + 1 && !heading.closest('dialog, [popover], header, nav')) report(heading, `skips from level ${depth} to ${level}`);
        depth = Math.max(1, level);
      }
      if (all('main').length !== 1) report(root, `has ${all('main').length} main`);
      if (!document.querySelector('header')) report(root, 'has no header');
      if (options.nav && !document.querySelector('nav')) report(root, 'has no nav');
    },
    uniqueIds(report) {
      const seen = new Set();
      for (const element of all('[id]')) {
        if (seen.has(element.id)) report(element, `id "${element.id}" is used twice`);
        seen.add(element.id);
      }
      for (const element of all('[aria-describedby], [aria-labelledby], [aria-controls]')) {
        for (const attribute of ['aria-describedby', 'aria-labelledby', 'aria-controls']) {
          for (const id of (element.getAttribute(attribute) ?? '').split(/\s+/).filter(Boolean)) {
            if (!document.getElementById(id)) report(element, `${attribute} leads to no element "${id}"`);
          }
        }
      }
    },

    // 11: a reading belongs to one word, in kana, with brackets for browsers that know no ruby.
    ruby(report) {
      for (const ruby of all('ruby')) {
        const readings = all('rt', ruby);
        if (readings.length !== 1) report(ruby, `has ${readings.length} readings`);
        if (all('rp', ruby).length !== 2 * readings.length) report(ruby, 'has no rp before and after its reading');
        for (const reading of readings) {
          if (!/^[\u3041-\u309f\u30a0-\u30ff\s]+$/.test(reading.textContent)) report(ruby, `reading "${reading.textContent}" is not kana`);
        }
      }
      const furigana = document.documentElement.dataset.furigana;
      // Paper for the person has readings whoever prints it, and says so.
      const off = (reading) => reading.closest('[data-furigana]').dataset.furigana === 'off';
      all('rt').filter(off).forEach((reading) => report(reading, 'is there although readings are off'));
      // What people wrote and their names have no readings; our own words on controls and in
      // heads do. Only pages of the person and the family: staff read kanji.
      if (furigana === 'all' && document.body.classList.contains('easy')) {
        const ours = 'button, legend, dt, th[scope=col], summary, caption, nav a';
        for (const element of all(ours, document.body)) {
          const copy = element.cloneNode(true);
          all('ruby, [data-furigana="off"], bdi', copy).forEach((part) => part.remove());
          if (/\p{Script=Han}/u.test(copy.textContent)) {
            report(element, `"${copy.textContent.trim().slice(0, 40)}" has kanji without a reading`);
          }
        }
      }
    },

    // 25: whoever reads or writes about a person is told who else can see it.
    whoCanSee(report) {
      if (!document.querySelector('.context')) return;
      const told = all('main .who-can-see');
      if (told.length !== 1) report(document.querySelector('main'), `says ${told.length} times who can see it`);
      for (const sentence of told) if (textOf(sentence).length < 15) report(sentence, 'does not say who');
    },

    // 22: the place where the result of an act is told must be in the page from the start.
    statusRegion(report) {
      const regions = all('[role=status], output');
      if (regions.length === 0) report(document.documentElement, 'has no role=status');
      for (const region of regions) if (region.closest('[hidden]')) report(region, 'is hidden');
    },
  };

  const found = [];
  for (const [rule, lint] of Object.entries(lints)) {
    lint((element, message) => found.push({ rule, message, where: whereIs(element) }));
  }
  return found;
}

/**
 * All breaches on the page as it is now.
 * `nav`: whether this page must have a navigation (guests and people not signed in have none).
 */
export async function lint(page, { nav = true } = {}) {
  return page.evaluate(lintsInPage, { nav });
}

/**
 * 22: what the page that answers a sent form keeps from its reader. It tells the result in its
 * status or its error summary, and its title tells it too; or it is another screen with a heading.
 * `html`: the answer as it was sent; `same`: it stands where the form stood.
 */
export function untold(html, { same }) {
  const text = (pattern) => (pattern.exec(html)?.[1] ?? '')
    .replace(/<(rt|rp|svg)\b.*?<\/\1>/gs, '').replace(/<[^>]*>/g, '').replace(/\s+/g, ' ').trim();
  const title = text(/<title>(.*?)<\/title>/s);
  const status = text(/<div class="status" id="result" role="status">(.*?)<\/div>/s);
  if (/id="error-summary"/.test(html)) {
    return /^(エラー|Error)[:：]/.test(title) ? [] : [`an error is not in the title "${title}"`];
  }
  if (status) return title.includes(status.slice(0, 12)) ? [] : [`"${status}" is not in the title "${title}"`];
  if (same) return ['the page is the same and says nothing'];
  return text(/<h1\b[^>]*>(.*?)<\/h1>/s) ? [] : ['neither a status nor a heading tells the result'];
}

/** One line per breach, for assertion messages. */
export function describe(found) {
  return found.map(({ rule, message, where }) => `${rule}: ${message}\n      ${where}`).join('\n  ');
}
