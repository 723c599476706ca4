// <millrace-chart>: draws the picture that the server describes (see io.millrace.ui.chart) with
// ECharts, says it in words and as a table, and saves it. Texts never become HTML.
(() => {
  const MOST_ROWS = 2000;
  const SERIES_COLOURS = 7;
  const SELECTED = 'selected';

  const numbers = new Intl.NumberFormat('en', {maximumSignificantDigits: 4});
  const shown = (cell) => (typeof cell === 'number' ? numbers.format(cell) : (cell ?? ''));

  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // Spreadsheets would run a text that begins like a formula; numbers are left as they are.
  const csvCell = (cell) => {
    if (typeof cell === 'number') {
      return String(cell);
    }
    const text = (cell ?? '').replace(/^[=+\-@\t\r]/, "'$&");
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };

  class MillraceChart extends HTMLElement {
    #picture;
    #selected = [];
    #chart;
    #colour;
    #at = -1;
    #parts;
    #scheme = matchMedia('(prefers-color-scheme: dark)');
    #redraw = () => this.#textColour() !== this.#colour && this.#draw();
    #resizing = new ResizeObserver(() => this.#chart?.resize());
    #theming = new MutationObserver(this.#redraw);

    connectedCallback() {
      // What was set before this class was known hides its accessors.
      for (const property of ['picture', 'selected']) {
        if (Object.hasOwn(this, property)) {
          const value = this[property];
          delete this[property];
          this[property] = value;
        }
      }
      this.#build();
      this.#scheme.addEventListener('change', this.#redraw);
      this.#theming.observe(document.documentElement, {attributes: true});
      this.#resizing.observe(this.#parts.drawing);
      this.#show();
    }

    disconnectedCallback() {
      this.#scheme.removeEventListener('change', this.#redraw);
      this.#theming.disconnect();
      this.#resizing.disconnect();
      this.#chart?.dispose();
      this.#chart = undefined;
    }

    get picture() {
      return this.#picture;
    }

    set picture(picture) {
      this.#picture = picture;
      this.#at = -1;
      this.#show();
    }

    get selected() {
      return this.#selected;
    }

    set selected(ids) {
      this.#selected = ids ?? [];
      this.#markSelected();
    }

    #build() {
      if (this.#parts) {
        return;
      }
      const save = (format) =>
        make('button', {type: 'button', textContent: format, onclick: () => this.save(format)});
      const tools = ['SVG', 'PNG', 'CSV'].map(save);
      const title = make('span', {className: 'chart-title'});
      const drawing = make('div', {className: 'chart-drawing', tabIndex: 0});
      drawing.setAttribute('role', 'img');
      drawing.addEventListener('keydown', (event) => this.#press(event));
      const spoken = make('div', {className: 'chart-spoken'});
      spoken.setAttribute('aria-live', 'polite');
      const table = make('div', {className: 'chart-table', tabIndex: 0});
      table.setAttribute('role', 'region');
      const data = make('details', {className: 'chart-data'},
        make('summary', {textContent: 'Data'}), table);
      data.addEventListener('toggle', () => this.#fillTable());
      this.append(make('figure', {},
        make('figcaption', {}, title, make('span', {className: 'chart-tools'}, ...tools)),
        drawing, spoken, data));
      this.#parts = {title, tools, drawing, spoken, table, data};
    }

    #show() {
      if (!this.#parts || !this.#picture) {
        return;
      }
      const {title, tools, drawing, table} = this.#parts;
      title.textContent = this.#picture.title;
      for (const tool of tools) {
        tool.setAttribute('aria-label', `Save ${this.#picture.title} as ${tool.textContent}`);
      }
      drawing.setAttribute('aria-label', this.#picture.summary);
      drawing.style.height = `${this.#picture.height}rem`;
      table.setAttribute('aria-label', `Data of ${this.#picture.title}`);
      this.#draw();
      this.#fillTable();
    }

    // --- the drawing

    #draw() {
      if (!this.isConnected || !this.#picture) {
        return;
      }
      this.#chart?.dispose();
      this.#colour = this.#textColour();
      this.#chart = echarts.init(this.#parts.drawing, this.#theme());
      this.#chart.setOption(this.#option());
      this.#chart.on('click', ({data}) => data?.id !== undefined && this.#choose(data.id));
      this.#chart.on('axisareaselected', (event) => this.#brush(event));
      this.#markSelected();
    }

    #option() {
      const option = this.#coloured(structuredClone(this.#picture.option));
      option.tooltip.formatter = ({data}) => this.#hint(data?.row);
      return option;
    }

    /** Replaces the names of colours by what the style sheets say of them now. */
    #coloured(node, key = '') {
      if (typeof node === 'string') {
        return /color$/i.test(key) && node.startsWith('--') ? this.#resolve(node) : node;
      }
      if (Array.isArray(node)) {
        return node.map((each) => this.#coloured(each, key));
      }
      if (node && typeof node === 'object') {
        for (const [name, value] of Object.entries(node)) {
          node[name] = this.#coloured(value, name);
        }
      }
      return node;
    }

    #resolve(name) {
      const probe = make('span');
      probe.style.color = `var(${name})`;
      this.append(probe);
      const colour = getComputedStyle(probe).color;
      probe.remove();
      return colour;
    }

    #textColour() {
      return this.#resolve('--chart-text');
    }

    #theme() {
      const text = this.#resolve('--chart-text');
      const faint = this.#resolve('--chart-faint');
      const grid = this.#resolve('--chart-grid');
      const surface = this.#resolve('--chart-surface');
      const axis = {
        axisLabel: {color: faint},
        axisLine: {lineStyle: {color: faint}},
        axisTick: {lineStyle: {color: grid}},
        nameTextStyle: {color: text},
        splitLine: {lineStyle: {color: grid}},
      };
      return {
        color: Array.from({length: SERIES_COLOURS}, (_, at) => this.#resolve(`--chart-${at + 1}`)),
        // Double quotes would end the attribute that an SVG has it in.
        textStyle: {fontFamily: getComputedStyle(this).fontFamily.replaceAll('"', "'")},
        bar: {label: {color: text}},
        categoryAxis: axis,
        logAxis: axis,
        valueAxis: axis,
        parallelAxis: axis,
        legend: {
          inactiveColor: grid,
          pageIconColor: text,
          pageIconInactiveColor: grid,
          pageTextStyle: {color: text},
          textStyle: {color: text},
        },
        tooltip: {backgroundColor: surface, borderColor: faint, textStyle: {color: text}},
        visualMap: {textStyle: {color: text}},
      };
    }

    #hint(row) {
      const cells = this.#picture.rows[row];
      if (!cells) {
        return '';
      }
      const list = make('dl', {className: 'chart-hint'});
      cells.forEach((cell, at) => {
        if (cell !== '' && cell !== null) {
          list.append(
            make('dt', {textContent: this.#picture.columns[at]}),
            make('dd', {textContent: shown(cell)}));
        }
      });
      return list;
    }

    #markSelected() {
      const ring = this.#picture?.option.series.find((each) => each.id === SELECTED);
      if (ring && this.#chart) {
        const data = this.#picture.option.series
          .flatMap((each) => each.data)
          .filter((datum) => this.#selected.includes(datum.id))
          .map(({name, value}) => ({name, value}));
        this.#chart.setOption({series: [{id: SELECTED, data}]});
      }
      for (const button of this.querySelectorAll('tbody button')) {
        button.setAttribute('aria-pressed', this.#selected.includes(button.dataset.id));
      }
    }

    #brush({parallelAxisId, intervals}) {
      const [low, high] = intervals?.[0] ?? [];
      if (low !== undefined) {
        this.dispatchEvent(
          new CustomEvent('chart-brush', {detail: {axis: parallelAxisId, low, high}}));
      }
    }

    #choose(id) {
      this.dispatchEvent(new CustomEvent('chart-select', {detail: {id}}));
    }

    // --- with the keyboard: the arrows go from row to row, Enter chooses

    #press(event) {
      const last = this.#picture.rows.length - 1;
      const steps = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1};
      const to = {Home: 0, End: last, Escape: -1}[event.key] ?? this.#at + (steps[event.key] ?? NaN);
      const datum = this.#datum(this.#at);
      if (event.key === 'Enter' && datum?.id !== undefined) {
        this.#choose(datum.id);
      } else if (Number.isNaN(to)) {
        return;
      } else {
        this.#goTo(event.key === 'Escape' ? -1 : Math.min(Math.max(to, 0), last));
      }
      event.preventDefault();
    }

    #goTo(row) {
      this.#at = row;
      const found = this.#datum(row);
      if (found) {
        this.#chart.dispatchAction(
          {type: 'showTip', seriesIndex: found.series, dataIndex: found.index});
      } else {
        this.#chart.dispatchAction({type: 'hideTip'});
      }
      this.#parts.spoken.textContent = (this.#picture.rows[row] ?? [])
        .map((cell, at) => `${this.#picture.columns[at]} ${shown(cell)}`)
        .join(', ');
    }

    #datum(row) {
      for (const [series, {data}] of this.#picture.option.series.entries()) {
        const index = data.findIndex((datum) => datum.row === row);
        if (row >= 0 && index >= 0) {
          return {series, index, id: data[index].id};
        }
      }
      return undefined;
    }

    // --- the table, made when somebody looks at it

    #fillTable() {
      const {data, table} = this.#parts;
      table.replaceChildren();
      if (!data.open || !this.#picture) {
        return;
      }
      const {columns, rows} = this.#picture;
      const numeric = columns.map((_, at) => rows.some((row) => typeof row[at] === 'number'));
      const heading = (text, scope, at) =>
        make('th', {scope, className: numeric[at] ? 'chart-number' : ''}, text);
      const ids = new Map(this.#picture.option.series
        .flatMap((each) => each.data)
        .filter((datum) => datum.id !== undefined)
        .map((datum) => [datum.row, datum.id]));
      const name = (row, at) => {
        const id = ids.get(at);
        if (id === undefined) {
          return shown(row[0]);
        }
        const button =
          make('button', {type: 'button', textContent: row[0], onclick: () => this.#choose(id)});
        button.dataset.id = id;
        return button;
      };
      const body = rows.slice(0, MOST_ROWS).map((row, at) =>
        make('tr', {}, heading(name(row, at), 'row', 0), ...row.slice(1).map((cell, from) =>
          make('td', {className: numeric[from + 1] ? 'chart-number' : ''}, shown(cell)))));
      table.append(make('table', {},
        make('thead', {}, make('tr', {}, ...columns.map((text, at) => heading(text, 'col', at)))),
        make('tbody', {}, ...body)));
      if (rows.length > MOST_ROWS) {
        table.append(make('p', {textContent:
          `The first ${MOST_ROWS} of ${rows.length} rows; the CSV has all of them.`}));
      }
      this.#markSelected();
    }

    // --- files

    save(format) {
      const {title} = this.#picture;
      const name = title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'chart';
      const address = {
        CSV: () => URL.createObjectURL(new Blob([this.csv()], {type: 'text/csv'})),
        PNG: () => this.#chart.getDataURL(
          {type: 'png', pixelRatio: 2, backgroundColor: this.#resolve('--chart-surface')}),
        SVG: () => URL.createObjectURL(new Blob([this.svg()], {type: 'image/svg+xml'})),
      }[format]();
      make('a', {href: address, download: `${name}.${format.toLowerCase()}`}).click();
      if (address.startsWith('blob:')) {
        setTimeout(() => URL.revokeObjectURL(address), 60_000);
      }
    }

    csv() {
      return [this.#picture.columns, ...this.#picture.rows]
        .map((row) => row.map(csvCell).join(',') + '\n')
        .join('');
    }

    svg() {
      const chart = echarts.init(null, this.#theme(), {
        renderer: 'svg',
        ssr: true,
        width: this.#chart.getWidth(),
        height: this.#chart.getHeight(),
      });
      chart.setOption(this.#option());
      chart.setOption({backgroundColor: this.#resolve('--chart-surface')});
      const ring = this.#chart.getOption().series.find((each) => each.id === SELECTED);
      if (ring) {
        chart.setOption({series: [{id: SELECTED, data: ring.data}]});
      }
      const text = chart.renderToSVGString();
      chart.dispose();
      return text;
    }
  }

  customElements.define('millrace-chart', MillraceChart);
})();
