package io.taskmill.it.page;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LookIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Test
    void look() throws Exception {
        try (FakeApi api = FakeApi.start()) {
            FakeTasks t = api.tasks();
            var now = t.now();
            for (int i = 0; i < 9; i++) {
                FakeTask f = t.add(i % 3 == 0 ? "HTTP_CALL" : "COUNT", now.minusSeconds(4000 - i * 300)).set("creator", "ops");
                f.runs(now.minusSeconds(3900 - i * 300), 10);
                if (i % 4 == 3) f.fails(now.minusSeconds(3600 - i * 300), "UNEXPECTED_STATUS", "GET https://inventory.example/api/hosts answered 500 where 2xx was expected");
                else f.finishes(now.minusSeconds(3600 - i * 300), Map.of("counted", 30));
            }
            for (int i = 0; i < 6; i++) {
                FakeTask f = t.add(i == 4 ? "HTTP_CALL" : "COUNT", now.minusSeconds(100 - i * 12)).set("creator", i % 2 == 0 ? "anna" : null).set("entity", i == 3 ? Map.of("type", "vm", "id", "web-1") : null).params(Map.of("times", 120));
                if (i < 4) { f.runs(now.minusSeconds(95 - i * 12), 80 - 20 * i, "Round " + (96 - 24 * i) + " of 120", "Круг " + (96 - 24 * i) + " из 120"); f.set("estimatedEnd", now.plusSeconds(20 + i * 30).toString()); }
            }
            int n = 0;
            for (var r : new Visit.Reader[] {Visit.Reader.speaking("en"), Visit.Reader.speaking("ru").dark(), Visit.Reader.speaking("ru").withWindow(360, 760), Visit.Reader.speaking("en").dark().withWindow(800, 700)}) {
                try (Visit v = CHROMIUM.visit(r).go(api.address())) {
                    n++;
                    Path d = Path.of("target/look");
                    try { v.rows().first().waitFor(); } catch (RuntimeException e) { System.out.println(e.getMessage()); }
                    v.screenshot(d.resolve(n + "-pending.png"));
                    System.out.println(v.complaints());
                    v.requests().forEach(q -> System.out.println(q.method() + " " + q.url()));
                    if (v.rows().count() > 3) { v.rows().nth(2).locator("a").click(); v.details().locator("dl").waitFor(); v.screenshot(d.resolve(n + "-details.png")); }
                    v.page().locator("[role=tab]").nth(1).click(); v.page().locator("td.reason").first().waitFor();
                    v.screenshot(d.resolve(n + "-failed.png"));
                    v.page().locator("[role=tab]").nth(2).click(); v.page().locator("td.finishedAt").first().waitFor();
                    v.screenshot(d.resolve(n + "-finished.png"));
                    System.out.println(v.complaints());
                    try { v.assertAccessible(); System.out.println("axe ok"); } catch (Throwable e) { System.out.println(e.toString().length() > 3000 ? e.toString().substring(0, 3000) : e); }
                }
            }
        }
    }
}
