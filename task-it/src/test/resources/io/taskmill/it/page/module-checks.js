// Run inside the page by PageModulesIT: each function below is a check, and throws if it does not hold.
async base => {
  const load = name => import(base + name);
  const { TasksStore, PAGE, CATEGORIES } = await load('tasks-store.js');
  const { EventParser } = await load('sse.js');
  const { Format, NOTHING } = await load('format.js');
  const { parseExactly, prettyJson } = await load('exact-json.js');
  const { submissionOf, sortViolations } = await load('forms.js');
  const en = (await load('texts/en.js')).default;
  const ru = (await load('texts/ru.js')).default;

  const same = (actual, expected, what = '') => {
    const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
    if (one !== other) throw new Error(`${what} expected ${other} but was ${one}`);
  };
  // Park and Miller's generator, so that a failure comes again.
  const random = seed => () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const id = number => `0000-${String(number).padStart(6, '0')}`;
  const row = (number, version, category) => ({ id: id(number), version, category });
  const shuffled = (list, next) => {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1));
      [copy[i], copy[j]] = [copy[j], copy[i]];
    }
    return copy;
  };
  const loadedStore = () => {
    const store = new TasksStore();
    CATEGORIES.forEach(category => store.listed(category, { items: [] }));
    return store;
  };

  const checks = {
    theHighestVersionWinsInAnyOrderAndAnyRepetition() {
      for (let seed = 1; seed <= 200; seed++) {
        const next = random(seed);
        const changes = [];
        const last = new Map();
        for (let task = 0; task < 8; task++) {
          const versions = 1 + Math.floor(next() * 5);
          for (let version = 1; version <= versions; version++) {
            const change = row(task, version, CATEGORIES[Math.floor(next() * 3)]);
            changes.push(change, change);
            last.set(change.id, change);
          }
        }
        const store = loadedStore();
        shuffled(changes, next).forEach(change => store.changed(change));
        for (const category of CATEGORIES) {
          const expected = [...last.values()].filter(each => each.category === category).sort((a, b) => (a.id < b.id ? 1 : -1));
          same(store.view(category), expected, `seed ${seed}, ${category}:`);
        }
      }
    },
    aListThatWasAskedForBeforeAChangeDoesNotTakeItBack() {
      const store = new TasksStore();
      const end = store.begin();
      store.changed(row(1, 3, 'FINISHED'));
      store.listed('PENDING', { items: [row(2, 1, 'PENDING'), row(1, 2, 'PENDING')] });
      end();
      same(store.view('PENDING').map(each => each.id), [id(2)]);
    },
    aSubmissionsAnswerDoesNotTakeBackWhatTheStreamToldBefore() {
      const store = new TasksStore();
      store.listed('PENDING', { items: [] });
      const end = store.begin();
      store.changed(row(1, 4, 'FINISHED'));
      store.changed({ id: id(1), recorded: false, category: 'PENDING' });
      end();
      same(store.view('PENDING'), []);
    },
    aRecordedRowReplacesTheOneThatWasJustSubmitted() {
      const store = loadedStore();
      store.changed({ id: id(1), recorded: false, category: 'PENDING' });
      same(store.view('PENDING').length, 1);
      store.changed(row(1, 1, 'FINISHED'));
      same([store.view('PENDING').length, store.view('FINISHED').length], [0, 1]);
    },
    rowsBelowAPageThatHasANextAreNotShown() {
      const store = new TasksStore();
      store.listed('PENDING', { items: [row(9, 1, 'PENDING'), row(5, 1, 'PENDING')], next: 'c' });
      store.changed(row(3, 1, 'PENDING'));
      store.changed(row(7, 1, 'PENDING'));
      same(store.view('PENDING').map(each => each.id), [9, 7, 5].map(id));
      store.listed('PENDING', { items: [row(3, 2, 'PENDING')] });
      same(store.view('PENDING').map(each => each.id), [9, 7, 5, 3].map(id));
    },
    aTabKeepsItsSizeAndSaysThatThereIsMore() {
      const store = loadedStore();
      for (let i = 0; i < PAGE + 20; i++) store.changed(row(i, 1, 'PENDING'));
      same(store.view('PENDING').length, PAGE);
      same(store.tab('PENDING').hasMore, true);
      store.tidy();
      same(store.row(id(3)), undefined);
      same(store.row(id(30)), row(30, 1, 'PENDING'));
    },
    whatComesLateDoesNotBringADeletedRowBack() {
      const store = loadedStore();
      store.changed(row(1, 1, 'PENDING'));
      store.changed(row(2, 1, 'PENDING'));
      store.gone(id(1));
      same(store.changed(row(1, 2, 'FAILED')), false);
      store.reset();
      store.listed('PENDING', { items: [row(2, 1, 'PENDING'), row(1, 1, 'PENDING')] });
      same(store.view('PENDING').map(each => each.id), [id(2)]);
    },
    whatNoTabShowsIsNotKept() {
      const store = new TasksStore();
      store.listed('PENDING', { items: [] });
      for (let i = 0; i < 1000; i++) store.changed(row(i, 1, 'FINISHED'));
      same(store.row(id(999)), undefined);
    },
    whatIsNoRowIsCounted() {
      const store = loadedStore();
      [null, 7, 'x', {}, { id: 5 }, { id: '' }, []].forEach(each => store.changed(each));
      store.listed('FAILED', { items: 'none' });
      same(store.unreadable, 7);
    },
    eventsAreReadHoweverTheyAreCut() {
      const text = ': beat\n\nevent: task\ndata: {"a":\ndata: 1}\n\nid: 4\r\ndata:é\r\rdata\n\nevent: lost\n\ndata: x';
      const expected = [
        { name: 'task', data: '{"a":\n1}' },
        { name: 'message', data: 'é' },
        { name: 'message', data: '' },
      ];
      for (let seed = 1; seed <= 200; seed++) {
        const next = random(seed);
        const parser = new EventParser();
        const events = [];
        for (let at = 0; at < text.length; ) {
          const end = at + 1 + Math.floor(next() * 6);
          events.push(...parser.push(text.slice(at, end)));
          at = end;
        }
        same(events, expected, `seed ${seed}:`);
      }
    },
    anEventWithoutAnEndIsGivenUp() {
      const parser = new EventParser();
      let thrown = null;
      try {
        for (let i = 0; i < 20; i++) parser.push('x'.repeat(100_000));
      } catch (e) {
        thrown = e;
      }
      same(thrown instanceof RangeError, true);
    },
    durationsHaveTwoUnitsAndAreNeverNegative() {
      const format = new Format('en');
      same(
        [-5000, 0, 999, 59_600, 61_000, 3_600_000, 90_061_000, NaN].map(each => format.duration(each)),
        ['0 sec', '0 sec', '1 sec', '1 min', '1 min 1 sec', '1 hr', '1 day 1 hr', NOTHING],
      );
    },
    timesAreWrittenInTheReadersLanguageAndZone() {
      const now = Date.parse('2026-05-01T10:00:00Z'); // 20:00 in the zone of the tests
      const [english, russian] = [new Format('en'), new Format('ru')];
      same(english.instant('2026-05-01T09:00:05Z', now).replace(/\s/g, ' '), '7:00:05 PM');
      same(russian.instant('2026-05-01T09:00:05Z', now), '19:00:05');
      same(russian.instant('2026-04-30T09:00:05Z', now).replace(/\s/g, ' '), '30 апр. 2026 г., 19:00:05');
      same(english.fromNow('2026-05-01T09:58:00Z', now), '2 min. ago');
      same(russian.fromNow('2026-05-01T10:00:30Z', now).replace(/\s/g, ' '), 'через 30 сек.');
      same([english.instant('x', now), english.fromNow(undefined, now), english.fullInstant({})], [NOTHING, NOTHING, NOTHING]);
    },
    numbersKeepTheirDigits() {
      const text = '{\n  "a": 1.50,\n  "b": 12345678901234567890,\n  "c": [\n    1,\n    -0.0\n  ]\n}';
      same(prettyJson(parseExactly(text)), text);
    },
    submissionsHoldOnlyWhatIsFilledIn() {
      same(submissionOf('COUNT', { times: ' 5 ', creator: ' ' }), { type: 'COUNT', params: { times: 5 } });
      same(submissionOf('HTTP_CALL', { method: 'GET', url: 'http://a', body: 'left over', timeout: '1m' }), {
        type: 'HTTP_CALL',
        params: { method: 'GET', url: 'http://a', timeout: '1m' },
      });
    },
    violationsGoToTheFieldThatTheyAreAbout() {
      const violations = ['/params/url', '/params/headers/x', '/creator', '', '/params'].map(pointer => ({ pointer, message: 'm' }));
      const { byField, others } = sortViolations(violations, ['url', 'creator']);
      same(Object.keys(byField), ['url', 'creator']);
      same(others.map(each => each.pointer), ['/params/headers/x', '', '/params']);
    },
    bothLanguagesHaveTheSameTexts() {
      const shape = texts =>
        Object.entries(texts)
          .map(([key, value]) => (typeof value === 'object' ? [key, shape(value)] : [key, typeof value]))
          .sort(([one], [other]) => (one < other ? -1 : 1));
      same(shape(ru), shape(en));
    },
    numeralsAgreeWithTheirNouns() {
      same([1, 2, 5, 21].map(count => ru.unreadable(count, String(count)).split(' ')[1]), ['задачу', 'задачи', 'задач', 'задачу']);
    },
  };

  const results = {};
  for (const [name, check] of Object.entries(checks)) {
    try {
      check();
      results[name] = 'holds';
    } catch (e) {
      results[name] = String(e);
    }
  }
  return results;
};
