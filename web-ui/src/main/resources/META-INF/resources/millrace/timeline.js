// <millrace-timeline>: paints what io.millrace.ui.timeline.TimelineColumns writes on a canvas, and
// says it in words and as a table. Spans stay in typed arrays; texts never become HTML.
(() => {
  const LABELS = 132;
  const NARROW_LABELS = 84;
  const RULER = 22;
  const LANE = 20;
  const INSIDE = 10;
  const MEMORY = 34;
  const GAP = 3;
  const INSIDE_FROM = 28;
  const NARROW = 4;
  const TEXT_FROM = 26;
  const ARROWS_MOST = 60;
  const ROWS = 12;
  const CLOSEST = 1e3;
  const CRITICAL = 256;
  const STEP = 0.15;
  const KEYS = {
    ArrowLeft: [-STEP, 1], a: [-STEP, 1], ArrowRight: [STEP, 1], d: [STEP, 1],
    '+': [0, 0.7], '=': [0, 0.7], w: [0, 0.7], '-': [0, 1 / 0.7], s: [0, 1 / 0.7],
  };

  const numbers = new Intl.NumberFormat('en', {maximumSignificantDigits: 4});
  const UNITS = [[1e12, 's'], [1e9, 'ms'], [1e6, 'µs'], [1e3, 'ns'], [1, 'ps']];
  const time = (ticks) => {
    const [size, name] = UNITS.find(([each]) => Math.abs(ticks) >= each) ?? [1e12, 's'];
    return `${numbers.format(ticks / size)} ${name}`;
  };
  const percent = (share) => `${numbers.format(Math.round(share * 1000) / 10)} %`;
  const gib = (bytes) => `${numbers.format(bytes / 2 ** 30)} GiB`;

  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // Spreadsheets would run a text that begins like a formula.
  const csvCell = (cell) => {
    if (typeof cell === 'number') {
      return String(cell);
    }
    const text = cell.replace(/^[=+\-@\t\r]/, "'$&");
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };

  /** The first index from low on at which values are greater than a limit. */
  const above = (values, limit, low, high) => {
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (values[middle] > limit) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  };

  /** The server's answer: a header and columns that are views of it. */
  const read = (buffer) => {
    const length = new DataView(buffer).getUint32(0, true);
    const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
    let at = Math.ceil((4 + length) / 8) * 8;
    const columns = {};
    for (const {name, type, count} of header.columns) {
      const Type = type === 'f64' ? Float64Array : Uint32Array;
      columns[name] = new Type(buffer, at, count);
      at += count * Type.BYTES_PER_ELEMENT;
    }
    let span = 0;
    for (const lane of header.lanes) {
      lane.from = span;
      span += lane.spans;
      lane.to = span;
      lane.height = LANE + lane.inside.length * INSIDE;
      lane.rows = new Map(lane.inside.map((name, row) => [header.names.indexOf(name), row]));
    }
    let step = 0;
    for (const track of header.memory) {
      track.from = step;
      step += track.steps;
      track.to = step;
      track.most = columns.memoryBytes.subarray(track.from, track.to)
        .reduce((most, each) => Math.max(most, each), 0);
    }
    return {...header, ...columns};
  };

  /** A row of pixels: each has the colour of the kind that lasts longest in it. */
  class Strip {
    #canvas;
    #image;
    #colours;
    #lasting;
    #at = -1;

    constructor(width, theme) {
      this.width = width;
      this.theme = theme;
      this.#canvas = make('canvas', {width, height: 1});
      this.#image = new ImageData(width, 1);
      this.#colours = theme.kinds.map((colour) => colour.match(/[\d.]+/g).slice(0, 3).map(Number));
      this.#lasting = new Float64Array(theme.kinds.length);
    }

    clear() {
      this.#image.data.fill(0);
      this.#lasting.fill(0);
      this.#at = -1;
    }

    /** Adds what lasts from one place to another; none may lie before those added earlier. */
    add(from, to, kind) {
      for (let pixel = Math.max(Math.floor(from), 0); pixel < to && pixel < this.width; pixel++) {
        if (pixel !== this.#at) {
          this.#flush();
          this.#at = pixel;
        }
        this.#lasting[kind] += Math.min(to, pixel + 1) - Math.max(from, pixel);
      }
    }

    /** Pixels that are idle for most of the time are fainter, but never gone. */
    #flush() {
      if (this.#at < 0) {
        return;
      }
      let longest = 0;
      let sum = 0;
      for (let kind = 0; kind < this.#lasting.length; kind++) {
        sum += this.#lasting[kind];
        longest = this.#lasting[kind] > this.#lasting[longest] ? kind : longest;
      }
      const [red, green, blue] = this.#colours[longest];
      this.#image.data.set([red, green, blue, 255 * Math.min(0.4 + sum, 1)], this.#at * 4);
      this.#lasting.fill(0);
    }

    paint() {
      this.#flush();
      this.#canvas.getContext('2d').putImageData(this.#image, 0, 0);
      return this.#canvas;
    }
  }

  class MillraceTimeline extends HTMLElement {
    #data;
    #parts;
    #from = 0;
    #to = 1;
    #colours;
    #picked = -1;
    #pending = false;
    #later;
    #pointers = new Map();
    #dragged = false;
    #critical = true;
    #pixels;
    #scheme = matchMedia('(prefers-color-scheme: dark)');
    #recolour = () => {
      this.#colours = undefined;
      this.#paintSoon();
    };
    #resizing = new ResizeObserver(() => this.#paintSoon());
    #theming = new MutationObserver(this.#recolour);

    connectedCallback() {
      this.#build();
      this.#scheme.addEventListener('change', this.#recolour);
      this.#theming.observe(document.documentElement, {attributes: true});
      this.#resizing.observe(this.#parts.scroller);
      if (!this.#data && this.getAttribute('src')) {
        this.load(this.getAttribute('src'));
      }
    }

    disconnectedCallback() {
      this.#scheme.removeEventListener('change', this.#recolour);
      this.#theming.disconnect();
      this.#resizing.disconnect();
      clearTimeout(this.#later);
    }

    /** Shows what an address answers. */
    async load(address) {
      this.#parts.status.textContent = 'Simulating to see what ran when…';
      try {
        const answer = await fetch(address);
        if (!answer.ok) {
          throw new Error(await answer.text());
        }
        this.show(await answer.arrayBuffer());
      } catch (error) {
        this.#parts.status.textContent = `There is no timeline: ${error.message}`;
      }
    }

    /** Shows an answer of the server. */
    show(buffer) {
      this.#data = read(buffer);
      const query = new URLSearchParams(location.search);
      const asked = ['from', 'to'].map((key) => Number.parseFloat(query.get(key)) * 1e12);
      this.#parts.status.textContent = '';
      this.#parts.body.hidden = false;
      this.#legend();
      this.#layOut();
      const whole = !(asked[0] < asked[1]);
      this.view(whole ? 0 : asked[0], whole ? this.#data.until : asked[1]);
    }

    /** What is in view, in picoseconds. */
    get range() {
      return [this.#from, this.#to];
    }

    /** Shows all from one time to another, in picoseconds. */
    view(from, to) {
      const whole = Math.max(this.#data.until, 1);
      const length = Math.min(Math.max(to - from, Math.min(CLOSEST, whole)), whole);
      this.#from = Math.min(Math.max(from, 0), whole - length);
      this.#to = this.#from + length;
      this.#paintSoon();
      clearTimeout(this.#later);
      this.#later = setTimeout(() => this.#settled(), 250);
    }

    #paintSoon() {
      if (!this.#pending && this.#data && this.isConnected) {
        this.#pending = true;
        requestAnimationFrame(() => {
          this.#pending = false;
          this.paint();
        });
      }
    }

    // --- what it is made of

    #build() {
      if (this.#parts) {
        return;
      }
      const button = (text, label, onclick) => {
        const made = make('button', {type: 'button', textContent: text, onclick});
        made.setAttribute('aria-label', label);
        return made;
      };
      const status = make('p', {className: 'note'});
      status.setAttribute('role', 'status');
      const canvas = make('canvas', {tabIndex: 0});
      canvas.setAttribute('role', 'img');
      const spacer = make('div', {className: 'timeline-spacer'}, canvas);
      const scroller = make('div', {className: 'timeline-scroller'}, spacer);
      const hint = make('div', {className: 'timeline-hint', hidden: true});
      const drawing = make('div', {className: 'timeline-drawing'}, scroller, hint);
      const critical = make('input', {type: 'checkbox', checked: true});
      critical.addEventListener('change', () => {
        this.#critical = critical.checked;
        this.#paintSoon();
      });
      const path = make('label', {}, critical, 'Critical path');
      const tools = make('span', {className: 'timeline-tools'},
        button('−', 'Zoom out', () => this.#zoom(1 / 0.7)),
        button('+', 'Zoom in', () => this.#zoom(0.7)),
        button('All', 'Show all of it', () => this.view(0, this.#data.until)),
        button('PNG', 'Save the timeline as PNG', () => this.save('png')),
        button('CSV', 'Save the spans as CSV', () => this.save('csv')));
      if (this.hasAttribute('trace')) {
        tools.append(make('a', {
          href: this.getAttribute('trace'), download: 'trace.json', textContent: 'Trace',
          title: 'What ran when, for ui.perfetto.dev or chrome://tracing',
        }));
      }
      const window = make('span', {className: 'timeline-window'});
      const legend = make('div', {className: 'timeline-legend'});
      const detail = make('dl', {className: 'timeline-detail', hidden: true});
      detail.setAttribute('aria-live', 'polite');
      const table = make('div', {className: 'timeline-table'});
      const longest = make('details', {open: false, className: 'timeline-longest'},
        make('summary', {textContent: 'Longest spans in view'}), table);
      longest.addEventListener('toggle', () => this.#fillTable());
      const help = make('p', {className: 'note', textContent:
        'Wheel or pinch zooms, dragging moves, Shift + wheel goes through lanes. Keys: arrows, +, −, '
        + 'Home, W A S D; comma and full stop go from span to span.'});
      const body = make('div', {className: 'timeline-body', hidden: true},
        make('div', {className: 'timeline-head'}, window, path, tools),
        legend, drawing, detail, help, longest);
      this.append(status, body);
      this.#parts = {
        status, canvas, spacer, scroller, hint, drawing, path, window, legend, detail, table, longest,
        body};
      this.#listen();
    }

    #listen() {
      const {canvas, scroller} = this.#parts;
      canvas.addEventListener('wheel', (event) => this.#wheel(event), {passive: false});
      canvas.addEventListener('pointerdown', (event) => this.#press(event));
      canvas.addEventListener('pointermove', (event) => this.#move(event));
      canvas.addEventListener('pointerup', (event) => this.#release(event, true));
      canvas.addEventListener('pointercancel', (event) => this.#release(event, false));
      canvas.addEventListener('pointerleave', () => {
        this.#parts.hint.hidden = true;
      });
      canvas.addEventListener('keydown', (event) => this.#key(event));
      scroller.addEventListener('scroll', () => this.#paintSoon());
    }

    #legend() {
      const used = new Set(this.#data.kind.map((each) => each & 255));
      const items = this.#data.kinds
        .map(({title, colour}, kind) => used.has(kind) && this.#legendItem(title, `--span-${colour}`))
        .filter(Boolean);
      this.#parts.legend.replaceChildren(...items, this.#legendItem('idle', '--span-idle'));
      this.#parts.path.hidden = !this.#data.kind.some((each) => each & CRITICAL);
    }

    #legendItem(title, colour) {
      const mark = make('i');
      mark.style.background = `var(${colour})`;
      return make('span', {}, mark, title);
    }

    #layOut() {
      let y = RULER;
      for (const lane of this.#data.lanes) {
        lane.y = y;
        y += lane.height + GAP;
      }
      for (const track of this.#data.memory) {
        track.y = y;
        y += MEMORY + GAP;
      }
      this.#parts.spacer.style.height = `${y}px`;
    }

    // --- painting

    get #left() {
      return this.#parts.scroller.clientWidth < 560 ? NARROW_LABELS : LABELS;
    }

    #resolve(name) {
      const probe = make('span');
      probe.style.color = `var(${name})`;
      this.append(probe);
      const colour = getComputedStyle(probe).color;
      probe.remove();
      return colour;
    }

    #theme() {
      this.#colours ??= {
        kinds: this.#data.kinds.map(({colour}) => this.#resolve(`--span-${colour}`)),
        ...Object.fromEntries(['text', 'faint', 'grid', 'surface', 'selected']
          .map((each) => [each, this.#resolve(`--chart-${each}`)])),
        ...Object.fromEntries(['idle', 'on', 'critical', 'memory', 'inside', 'exchange']
          .map((each) => [each, this.#resolve(`--span-${each}`)])),
        font: getComputedStyle(this).fontFamily,
      };
      return this.#colours;
    }

    /** Paints what is in view now. */
    paint() {
      const {canvas, scroller} = this.#parts;
      const width = scroller.clientWidth;
      const height = Math.min(scroller.clientHeight, this.#parts.spacer.offsetHeight);
      if (width === 0 || height === 0) {
        return;
      }
      const ratio = devicePixelRatio || 1;
      if (canvas.width !== Math.round(width * ratio)
          || canvas.height !== Math.round(height * ratio)) {
        canvas.width = Math.round(width * ratio);
        canvas.height = Math.round(height * ratio);
        canvas.style.width = `${width}px`;
        canvas.style.height = `${height}px`;
      }
      const pen = canvas.getContext('2d', {alpha: false});
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      this.#paintOn(pen, width, height, scroller.scrollTop);
      this.#parts.window.textContent =
        `${time(this.#from)} to ${time(this.#to)} of ${time(this.#data.until)}`;
    }

    #paintOn(pen, width, height, top) {
      const theme = this.#theme();
      const left = this.#left;
      const scale = (width - left) / (this.#to - this.#from);
      const x = (ticks) => left + (ticks - this.#from) * scale;
      pen.fillStyle = theme.surface;
      pen.fillRect(0, 0, width, height);
      pen.save();
      pen.beginPath();
      pen.rect(left, 0, width - left, height);
      pen.clip();
      this.#ruler(pen, x, left, width, height);
      const seen = ({y, height: high = MEMORY}) => y + high > top + RULER && y < top + height;
      pen.save();
      pen.beginPath();
      pen.rect(left, RULER, width - left, height - RULER);
      pen.clip();
      for (const lane of this.#data.lanes.filter(seen)) {
        this.#lane(pen, lane, lane.y - top, x, scale, left, width);
      }
      for (const track of this.#data.memory.filter(seen)) {
        this.#memory(pen, track, track.y - top, x, left, width);
      }
      this.#arrows(pen, x, top);
      this.#ring(pen, x, top);
      pen.restore();
      pen.restore();
      this.#labels(pen, left, top, height, seen);
    }

    #ruler(pen, x, left, width, height) {
      const theme = this.#theme();
      const rough = (this.#to - this.#from) / Math.max(2, (width - left) / 110);
      const power = 10 ** Math.floor(Math.log10(rough));
      const step = power * [1, 2, 5, 10].find((each) => each * power >= rough);
      pen.font = `11px ${theme.font}`;
      pen.textBaseline = 'middle';
      pen.textAlign = 'left';
      for (let at = Math.ceil(this.#from / step) * step; at <= this.#to; at += step) {
        pen.fillStyle = theme.grid;
        pen.fillRect(Math.round(x(at)), 0, 1, height);
        pen.fillStyle = theme.faint;
        pen.fillText(time(at), x(at) + 4, RULER / 2);
      }
    }

    /** Wide spans become rectangles; narrow ones a strip of pixels, stretched to the lane's height. */
    #lane(pen, lane, y, x, scale, left, width) {
      const {start, end, kind} = this.#data;
      const theme = this.#theme();
      if (lane.works) {
        pen.fillStyle = theme.idle;
        pen.fillRect(x(0), y, x(this.#data.until) - x(0), lane.height);
      }
      const first = above(end, this.#from, lane.from, lane.to);
      const last = above(start, this.#to, first, lane.to);
      const wide = [];
      const critical = [];
      const strip = this.#strip(width - left);
      for (let at = first; at < last; at++) {
        const from = x(start[at]);
        const to = x(end[at]);
        if (to - from >= NARROW) {
          wide.push(at);
        } else {
          strip.add(from - left, to - left, kind[at] & 255);
        }
        if (kind[at] & CRITICAL) {
          if (critical.length > 0 && from - critical.at(-1) < 1) {
            critical[critical.length - 1] = to;
          } else {
            critical.push(from, to);
          }
        }
      }
      if (wide.length < last - first) {
        pen.imageSmoothingEnabled = false;
        pen.drawImage(strip.paint(), left, y, width - left, lane.height);
      }
      for (const at of wide) {
        const from = Math.max(x(start[at]), left - 2);
        const to = Math.min(x(end[at]), width + 2);
        pen.fillStyle = theme.kinds[kind[at] & 255];
        pen.fillRect(from, y, to - from - 0.75,
          x(end[at]) - x(start[at]) >= INSIDE_FROM ? LANE : lane.height);
      }
      if (this.#critical) {
        pen.fillStyle = theme.critical;
        for (let i = 0; i < critical.length; i += 2) {
          pen.fillRect(critical[i], y, critical[i + 1] - critical[i], 3);
        }
      }
      for (const at of wide) {
        if (x(end[at]) - x(start[at]) >= INSIDE_FROM) {
          this.#inside(pen, lane, at, y, x, scale, left, width);
        }
      }
    }

    #strip(width) {
      if (this.#pixels?.width !== width || this.#pixels.theme !== this.#theme()) {
        this.#pixels = new Strip(width, this.#theme());
      }
      this.#pixels.clear();
      return this.#pixels;
    }

    #inside(pen, lane, at, y, x, scale, left, width) {
      const data = this.#data;
      const theme = this.#theme();
      const from = Math.max(x(data.start[at]), left);
      const to = Math.min(x(data.end[at]), width);
      this.#text(pen, data.names[data.name[at]], from, to, y + LANE / 2, theme.on, 11);
      const inside = data.inside[at];
      const stretch = this.#stretch(at);
      const rows = lane.inside.length;
      if (rows === 0) {
        return;
      }
      pen.fillStyle = theme.surface;
      pen.fillRect(from, y + LANE, to - from, lane.height - LANE);
      const painted = new Float64Array(rows).fill(-Infinity);
      for (let i = data.insideFrom[inside]; i < data.insideFrom[inside + 1]; i++) {
        const begin = x(data.start[at] + data.insideStart[i] * stretch);
        const finish = x(data.start[at] + data.insideEnd[i] * stretch);
        const row = lane.rows.get(data.insideStream[i]);
        if (finish < left || begin > width || finish < painted[row] + 0.5) {
          continue;
        }
        painted[row] = finish;
        pen.fillStyle = row === 0 ? theme.inside : theme.exchange;
        const top = y + LANE + row * INSIDE;
        pen.fillRect(begin, top + 1, Math.max(finish - begin - 0.5, 0.5), INSIDE - 1);
        this.#text(pen, data.names[data.insideName[i]], Math.max(begin, left),
          Math.min(finish, width), top + INSIDE / 2 + 0.5, theme.on, 9);
      }
    }

    #text(pen, text, from, to, y, colour, size) {
      if (to - from < TEXT_FROM) {
        return;
      }
      const most = Math.floor((to - from - 6) / (size * 0.58));
      if (most < 2) {
        return;
      }
      pen.font = `${size}px ${this.#theme().font}`;
      pen.fillStyle = colour;
      pen.textBaseline = 'middle';
      pen.fillText(text.length > most ? `${text.slice(0, most - 1)}…` : text, from + 3, y);
    }

    #stretch(at) {
      const {start, end, alone} = this.#data;
      return alone[at] > 0 ? (end[at] - start[at]) / alone[at] : 1;
    }

    #memory(pen, track, y, x, left, width) {
      const {memoryTime, memoryBytes} = this.#data;
      const most = Math.max(track.most, track.capacity, 1);
      const first = Math.max(above(memoryTime, this.#from, track.from, track.to) - 1, track.from);
      pen.fillStyle = this.#theme().memory;
      for (let at = first; at < track.to && memoryTime[at] < this.#to;) {
        const from = Math.max(x(memoryTime[at]), left);
        let bytes = 0;
        let next = from;
        do {
          bytes = Math.max(bytes, memoryBytes[at]);
          at++;
          next = at < track.to ? x(memoryTime[at]) : x(this.#data.until);
        } while (at < track.to && next < from + 1);
        const high = MEMORY * bytes / most;
        pen.fillRect(from, y + MEMORY - high, Math.min(next, width) - from, high);
      }
    }

    #arrows(pen, x, top) {
      const {lanes, arrowFrom, arrowTo, arrowFromLane, arrowToLane} = this.#data;
      const seen = [];
      // More of them could not be told apart.
      for (let at = 0; at < arrowFrom.length && seen.length <= ARROWS_MOST; at++) {
        if (arrowTo[at] >= this.#from && arrowFrom[at] <= this.#to) {
          seen.push(at);
        }
      }
      if (seen.length > ARROWS_MOST) {
        return;
      }
      pen.strokeStyle = this.#theme().faint;
      pen.fillStyle = this.#theme().faint;
      pen.lineWidth = 1;
      for (const at of seen) {
        const fromX = x(arrowFrom[at]);
        const toX = x(arrowTo[at]);
        const fromY = lanes[arrowFromLane[at]].y + LANE / 2 - top;
        const to = lanes[arrowToLane[at]];
        const toY = to.y - top + (to.y - top > fromY ? 0 : LANE);
        const bend = Math.max(8, (toX - fromX) / 2);
        pen.beginPath();
        pen.moveTo(fromX, fromY);
        pen.bezierCurveTo(fromX + bend, fromY, toX - bend, toY, toX, toY);
        pen.stroke();
        pen.beginPath();
        pen.arc(toX, toY, 2, 0, 2 * Math.PI);
        pen.fill();
      }
    }

    #ring(pen, x, top) {
      if (this.#picked < 0) {
        return;
      }
      const lane = this.#laneOf(this.#picked);
      const from = x(this.#data.start[this.#picked]);
      const to = x(this.#data.end[this.#picked]);
      pen.strokeStyle = this.#theme().selected;
      pen.lineWidth = 2;
      pen.strokeRect(from, lane.y - top + 1, Math.max(to - from, 2), LANE - 2);
    }

    #labels(pen, left, top, height, seen) {
      const theme = this.#theme();
      pen.save();
      pen.beginPath();
      pen.rect(0, RULER, left - 4, height - RULER);
      pen.clip();
      const narrow = left === NARROW_LABELS;
      let group = '';
      const write = (text, colour, x, y, size = 11) => {
        pen.font = `${size}px ${theme.font}`;
        pen.fillStyle = colour;
        pen.textBaseline = 'middle';
        pen.fillText(text, x, y);
      };
      for (const lane of this.#data.lanes) {
        const first = lane.group !== group;
        group = lane.group;
        if (!seen(lane)) {
          continue;
        }
        const y = lane.y - top + LANE / 2;
        if (first) {
          pen.fillStyle = theme.grid;
          pen.fillRect(0, lane.y - top - 2, left, 1);
        }
        const name = narrow || !lane.name
          ? (first ? lane.group : lane.name) : `${first ? lane.group.replace('stage ', '') : ''}`;
        write(name, theme.text, 4, y);
        if (!narrow && lane.name) {
          write(lane.name, lane.works ? theme.text : theme.faint, 26, y);
        }
        if (lane.works && (lane.height > LANE || !lane.name || !narrow)) {
          pen.textAlign = 'right';
          write(percent(1 - lane.busy / this.#data.until), theme.faint, left - 8, y, 10);
          pen.textAlign = 'left';
        }
      }
      for (const track of this.#data.memory.filter(seen)) {
        write(track.name, theme.text, 4, track.y - top + MEMORY * 0.3);
        write(`≤ ${gib(track.most)}`, theme.faint, 4, track.y - top + MEMORY * 0.75, 10);
      }
      pen.restore();
    }

    // --- finding

    #laneOf(span) {
      return this.#data.lanes.find((lane) => span >= lane.from && span < lane.to);
    }

    #timeAt(offset) {
      const width = this.#parts.scroller.clientWidth - this.#left;
      return this.#from + (offset - this.#left) / width * (this.#to - this.#from);
    }

    /** The span at a place of the canvas, with what is inside it there; near it in a thin one. */
    #at(offsetX, offsetY) {
      if (offsetX < this.#left || offsetY < RULER) {
        return undefined;
      }
      const y = offsetY + this.#parts.scroller.scrollTop;
      const lane = this.#data.lanes.find((each) => y >= each.y && y < each.y + each.height);
      if (!lane) {
        return undefined;
      }
      const {start, end} = this.#data;
      const ticks = this.#timeAt(offsetX);
      const near = 2 * (this.#to - this.#from) / this.#parts.scroller.clientWidth;
      const span = above(end, ticks - near, lane.from, lane.to);
      if (span >= lane.to || start[span] > ticks + near) {
        return undefined;
      }
      const row = Math.floor((y - lane.y - LANE) / INSIDE);
      return {lane, span, inside: row < 0 ? undefined : this.#insideAt(lane, span, ticks, row)};
    }

    #insideAt(lane, span, ticks, row) {
      const data = this.#data;
      const at = (ticks - data.start[span]) / this.#stretch(span);
      const of = data.inside[span];
      for (let i = data.insideFrom[of]; i < data.insideFrom[of + 1]; i++) {
        if (data.insideStart[i] <= at && at < data.insideEnd[i]
            && lane.rows.get(data.insideStream[i]) === row) {
          return i;
        }
      }
      return undefined;
    }

    /** What is known of a span, as pairs. */
    #facts(span, inside) {
      const data = this.#data;
      const lane = this.#laneOf(span);
      const length = data.end[span] - data.start[span];
      const stretch = this.#stretch(span);
      const facts = [];
      if (inside !== undefined) {
        facts.push(
          [data.names[data.insideName[inside]],
            `${time((data.insideEnd[inside] - data.insideStart[inside]) * stretch)} on `
            + data.names[data.insideStream[inside]]]);
      }
      facts.push(
        ['Name', data.names[data.name[span]]],
        ['For', data.kinds[data.kind[span] & 255].title],
        ['Where', [lane.group, lane.name].filter(Boolean).join(', ')],
        ['Start', time(data.start[span])],
        ['Duration', time(length)]);
      if (data.alone[span] > 0 && length - data.alone[span] > 1000) {
        facts.push(['Alone', `${time(data.alone[span])}: slowed by ${percent(stretch - 1)}`]);
      }
      if (data.kind[span] & CRITICAL) {
        facts.push(['Critical path', 'yes']);
      }
      return facts;
    }

    #pairs(facts) {
      return facts.flatMap(([name, value]) =>
        [make('dt', {textContent: name}), make('dd', {textContent: value})]);
    }

    /** Selects a span and tells of it. */
    pick(span, inside) {
      this.#picked = span;
      const {detail} = this.#parts;
      detail.hidden = span < 0;
      if (span >= 0) {
        const data = this.#data;
        const of = data.inside[span];
        const facts = this.#facts(span, inside);
        const many = data.insideFrom[of + 1] - data.insideFrom[of];
        if (many > 0) {
          facts.push(['Inside', `${numbers.format(many)} kernels and exchanges`]);
        }
        detail.replaceChildren(...this.#pairs(facts));
      }
      this.#paintSoon();
    }

    // --- the pointer

    #wheel(event) {
      if (event.shiftKey) {
        this.#parts.scroller.scrollTop += event.deltaY || event.deltaX;
        event.preventDefault();
      } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        this.#pan(event.deltaX / this.#parts.scroller.clientWidth);
        event.preventDefault();
      } else if (event.deltaY < 0 || this.#to - this.#from < this.#data.until) {
        this.#zoom(Math.exp(event.deltaY * 0.002), this.#timeAt(event.offsetX));
        event.preventDefault();
      }
    }

    #zoom(factor, at = (this.#from + this.#to) / 2) {
      const length = Math.max((this.#to - this.#from) * factor, CLOSEST);
      const share = (at - this.#from) / (this.#to - this.#from);
      this.view(at - share * length, at + (1 - share) * length);
    }

    #pan(share) {
      const by = share * (this.#to - this.#from);
      this.view(this.#from + by, this.#to + by);
    }

    #press(event) {
      this.#pointers.set(event.pointerId, {x: event.offsetX, y: event.offsetY});
      this.#dragged = this.#pointers.size > 1;
      this.#parts.canvas.setPointerCapture(event.pointerId);
    }

    #move(event) {
      const before = this.#pointers.get(event.pointerId);
      if (!before) {
        this.#hint(event);
        return;
      }
      const width = this.#parts.scroller.clientWidth - this.#left;
      const now = {x: event.offsetX, y: event.offsetY};
      if (this.#pointers.size === 1) {
        if (!this.#dragged && Math.hypot(now.x - before.x, now.y - before.y) < 4) {
          return;
        }
        this.#dragged = true;
        this.#parts.hint.hidden = true;
        this.#pan((before.x - now.x) / width);
        this.#parts.scroller.scrollTop += before.y - now.y;
      } else {
        const [other] = [...this.#pointers].filter(([id]) => id !== event.pointerId).map(([, p]) => p);
        const middle = this.#timeAt((now.x + other.x) / 2);
        this.#zoom(
          Math.max(Math.abs(before.x - other.x), 10) / Math.max(Math.abs(now.x - other.x), 10), middle);
      }
      this.#pointers.set(event.pointerId, now);
    }

    #release(event, picks) {
      const pressed = this.#pointers.delete(event.pointerId);
      if (pressed && picks && !this.#dragged) {
        const found = this.#at(event.offsetX, event.offsetY);
        this.pick(found?.span ?? -1, found?.inside);
      }
    }

    #hint(event) {
      const {hint, drawing} = this.#parts;
      const found = this.#at(event.offsetX, event.offsetY);
      hint.hidden = !found;
      if (found) {
        hint.replaceChildren(make('dl', {className: 'chart-hint'},
          ...this.#pairs(this.#facts(found.span, found.inside))));
        const x = Math.min(event.offsetX + 14, drawing.clientWidth - hint.offsetWidth - 4);
        hint.style.left = `${Math.max(x, 0)}px`;
        hint.style.top = `${event.offsetY + 16}px`;
      }
    }

    // --- the keyboard

    #key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      const known = KEYS[event.key] ?? KEYS[event.key.toLowerCase()];
      if (known) {
        const [pan, zoom] = known;
        if (pan) {
          this.#pan(pan);
        } else {
          this.#zoom(zoom);
        }
      } else if (event.key === 'Home') {
        this.view(0, this.#data.until);
      } else if (event.key === 'Escape') {
        this.pick(-1);
      } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
        this.#otherLane(event.key === 'ArrowUp' ? -1 : 1);
      } else if (event.key === '.' || event.key === ',') {
        this.#next(event.key === '.' ? 1 : -1);
      } else {
        return;
      }
      event.preventDefault();
    }

    #next(by) {
      const lane = this.#picked < 0 ? undefined : this.#laneOf(this.#picked);
      const to = lane
        ? Math.min(Math.max(this.#picked + by, lane.from), lane.to - 1)
        : this.#inView().at(0);
      if (to !== undefined) {
        this.pick(to);
        this.#reveal(to);
      }
    }

    #otherLane(by) {
      const {lanes, end} = this.#data;
      const at = this.#picked < 0 ? -1 : lanes.indexOf(this.#laneOf(this.#picked));
      const lane = lanes[Math.min(Math.max(at + by, 0), lanes.length - 1)];
      const ticks = this.#picked < 0 ? this.#from : this.#data.start[this.#picked];
      const span = Math.min(above(end, ticks, lane.from, lane.to), lane.to - 1);
      if (span >= lane.from) {
        this.pick(span);
        this.#reveal(span);
      }
    }

    /** Moves what is in view so far that a span is. */
    #reveal(span) {
      const {start, end} = this.#data;
      const {scroller} = this.#parts;
      const lane = this.#laneOf(span);
      if (end[span] <= this.#from || start[span] >= this.#to) {
        const half = (this.#to - this.#from) / 2;
        const middle = (start[span] + end[span]) / 2;
        this.view(middle - half, middle + half);
      }
      const top = scroller.scrollTop + RULER;
      if (lane.y < top || lane.y + LANE > scroller.scrollTop + scroller.clientHeight) {
        scroller.scrollTop = lane.y - scroller.clientHeight / 2;
      }
    }

    // --- words, the table, the address

    #settled() {
      this.#say();
      this.#fillTable();
      const address = new URL(location.href);
      const whole = this.#from <= 0 && this.#to >= this.#data.until;
      for (const [key, ticks] of [['from', this.#from], ['to', this.#to]]) {
        if (whole) {
          address.searchParams.delete(key);
        } else {
          address.searchParams.set(key, String(Number((ticks / 1e12).toPrecision(9))));
        }
      }
      if (address.href !== location.href) {
        history.replaceState(history.state, '', address);
      }
    }

    #say() {
      const {lanes, until, start} = this.#data;
      const working = lanes.filter((lane) => lane.works);
      const idle = working.reduce((sum, lane) => sum + 1 - lane.busy / until, 0) / working.length;
      this.#parts.canvas.setAttribute('aria-label',
        `Timeline of ${this.#data.title}: ${numbers.format(start.length)} spans on ${lanes.length} `
        + `lanes in ${time(until)}`
        + (working.length > 0 ? `; what computes is idle for ${percent(idle)} of it` : '')
        + `. In view: ${time(this.#from)} to ${time(this.#to)}.`);
    }

    /** The longest spans in view, the longest first. */
    #inView() {
      const {lanes, start, end} = this.#data;
      const longest = [];
      const length = (span) => end[span] - start[span];
      for (const lane of lanes) {
        const first = above(end, this.#from, lane.from, lane.to);
        const last = above(start, this.#to, first, lane.to);
        for (let span = first; span < last; span++) {
          if (longest.length < ROWS || length(span) > length(longest.at(-1))) {
            longest.splice(longest.findLastIndex((it) => length(it) >= length(span)) + 1, 0, span);
            longest.length = Math.min(longest.length, ROWS);
          }
        }
      }
      return longest;
    }

    #fillTable() {
      const {longest, table} = this.#parts;
      if (!longest.open || !this.#data) {
        table.replaceChildren();
        return;
      }
      const heads = ['Name', 'Where', 'Start', 'Duration'];
      const rows = this.#inView().map((span) => {
        const facts = new Map(this.#facts(span));
        const name = make('button', {
          type: 'button', textContent: facts.get('Name'), onclick: () => this.pick(span)});
        return make('tr', {}, make('th', {scope: 'row'}, name),
          ...heads.slice(1).map((each) => make('td', {textContent: facts.get(each)})));
      });
      table.replaceChildren(make('table', {},
        make('thead', {}, make('tr', {}, ...heads.map((each) =>
          make('th', {scope: 'col', textContent: each})))),
        make('tbody', {}, ...rows)));
    }

    // --- files

    save(format) {
      const name = this.#data.title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
      const address = format === 'png'
        ? this.#parts.canvas.toDataURL('image/png')
        : URL.createObjectURL(new Blob([this.csv()], {type: 'text/csv'}));
      make('a', {href: address, download: `${name || 'timeline'}.${format}`}).click();
      if (format === 'csv') {
        setTimeout(() => URL.revokeObjectURL(address), 60_000);
      }
    }

    csv() {
      const {lanes, names, kinds, name, kind, start, end, alone} = this.#data;
      const lines = ['Group,Lane,Name,For,Start (s),End (s),Alone (s),Critical\n'];
      for (const lane of lanes) {
        for (let span = lane.from; span < lane.to; span++) {
          lines.push([
            lane.group, lane.name, names[name[span]], kinds[kind[span] & 255].title,
            start[span] / 1e12, end[span] / 1e12, alone[span] / 1e12,
            kind[span] & CRITICAL ? 'yes' : 'no',
          ].map(csvCell).join(',') + '\n');
        }
      }
      return lines.join('');
    }
  }

  customElements.define('millrace-timeline', MillraceTimeline);
})();
