package io.taskmill.it.docs.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskmill.handler.ChildTask;
import io.taskmill.handler.Children;
import io.taskmill.handler.EntityFact;
import io.taskmill.handler.RollbackStep;
import io.taskmill.handler.SpawnedFamily;
import io.taskmill.handler.TaskFailedException;
import io.taskmill.model.GateRule;
import io.taskmill.model.Summary;
import io.taskmill.testkit.ProjectRoot;
import io.taskmill.testkit.RecordingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/handlers.md shows does what the page says. */
class HandlerExamplesTest {

    private static final Path PAGE = ProjectRoot.find().resolve("docs/handlers.md");
    private static final Path SOURCES =
            ProjectRoot.find().resolve("task-it/src/test/java/io/taskmill/it/docs/handlers");

    private static final Pattern SHOWN =
            Pattern.compile("<!-- ([A-Za-z]+)#([a-z]+) -->\\n```java\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder = Path.of("");

    private final RecordingContext context = new RecordingContext();

    @Test
    void eachPieceOfJavaOnThePageStandsInACompiledHandler() throws IOException {
        String page = Files.readString(PAGE);
        List<MatchResult> shown = SHOWN.matcher(page).results().toList();

        assertThat(shown)
                .hasSize(page.split("```java", -1).length - 1)
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(piece -> assertThat(piece.group(3).strip())
                        .isEqualTo(tagged(piece.group(1), piece.group(2)).strip()));
    }

    private static String tagged(String type, String tag) throws IOException {
        String source = Files.readString(SOURCES.resolve(type + ".java"));
        int begin = source.indexOf("// tag::" + tag + "\n");
        int end = source.indexOf("    // end::" + tag + "\n");
        assertThat(begin).as("tag %s in %s", tag, type).isPositive();
        return source.substring(source.indexOf('\n', begin) + 1, end)
                .stripTrailing() // a last line that is empty would count as one without indentation
                .stripIndent();
    }

    @Test
    void whatTheMachineWasMadeOfIsUndoneByWhatWasPushed() throws Exception {
        List<String> disks = new ArrayList<>();
        CreateMachine handler = new CreateMachine(new CreateMachine.Cluster() {
            @Override
            public void createDisk(String name) {
                disks.add(name);
            }

            @Override
            public void deleteDiskIfThere(String name) {
                disks.remove(name);
            }

            @Override
            public String start(String machine) {
                throw new TaskFailedException("NO_HOST", "no host has room for " + machine, false);
            }
        });
        CreateMachine.Params params = new CreateMachine.Params("web", 2);

        assertThatThrownBy(() -> handler.run(params, context)).hasMessageContaining("no host");
        assertThat(disks).containsExactly("web-0", "web-1");
        for (RollbackStep step : context.toUndo()) {
            handler.rollback(params, step, context);
        }
        assertThat(disks).isEmpty();
    }

    @Test
    void whoPaysUnderTheTasksIdPaysOnce() {
        Map<String, String> paid = new HashMap<>();
        PayInvoice handler = new PayInvoice(bank(paid, true));
        PayInvoice.Params params = new PayInvoice.Params("i-7");

        assertThat(handler.run(params, context)).isEqualTo(handler.run(params, context));
        assertThat(paid).hasSize(1);
    }

    @Test
    void anErrorCanSayWhenToTryAgain() {
        PayInvoice handler = new PayInvoice(bank(new HashMap<>(), false));

        assertThatThrownBy(() -> handler.run(new PayInvoice.Params("i-7"), context))
                .isInstanceOfSatisfying(TaskFailedException.class, failure -> {
                    assertThat(failure.error().retryable()).isTrue();
                    assertThat(failure.error().retryAfter()).isEqualTo(Duration.ofMinutes(30));
                    assertThat(handler.describe().policy().retry().retries(1, failure.error()))
                            .isTrue();
                });
    }

    private static PayInvoice.Bank bank(Map<String, String> paid, boolean open) {
        return new PayInvoice.Bank() {
            @Override
            public String pay(String key, String invoice) {
                return paid.computeIfAbsent(key, _ -> "receipt for " + invoice);
            }

            @Override
            public boolean isOpen() {
                return open;
            }
        };
    }

    @Test
    void whatWasStoredForTheFirstVersionFitsTheSecond() {
        SendParcel handler = new SendParcel();

        assertThat(handler.upgrade(1, new HashMap<>(Map.of("kilos", 3)))).isEqualTo(Map.of("grams", 3_000L));
        assertThat(handler.describe().version()).isEqualTo(2);
    }

    @Test
    void whatIsFencedCarriesTheTaskAndItsFence() {
        List<String> calls = new ArrayList<>();
        ResizeVolume handler = new ResizeVolume(
                (volume, size, task, fence) -> calls.add(volume + " " + size + " " + task.length() + " " + fence));

        handler.run(new ResizeVolume.Params("v-1", 20), context);
        assertThat(calls).containsExactly("v-1 20 36 1");
        assertThat(handler.describe().policy().strictStart()).isTrue();
    }

    @Test
    void whatIsGatedIsStrictAndItsKeysAreTemplates() {
        List<String> calls = new ArrayList<>();
        ExpandPool handler = new ExpandPool((template, pool) -> calls.add(template + " " + pool));

        handler.run(new ExpandPool.Params("p-7", "t-1", "http://a/"), context);
        assertThat(calls).containsExactly("t-1 p-7");
        assertThat(handler.describe().policy().strictStart()).isTrue();
        assertThat(handler.describe().policy().gates())
                .extracting(GateRule::key)
                .containsExactly("pool:{params.poolId}", "template:{params.templateId}");
        assertThat(handler.describe().policy().rates().getFirst().burst()).isEqualTo(5);
    }

    @Test
    void aPoolHasAChildForEachMachineAndIsToldHowTheyEnded() throws Exception {
        List<String> calls = new ArrayList<>();
        BackUpPool handler = new BackUpPool(new BackUpPool.Pools() {
            @Override
            public List<String> machinesOf(String pool) {
                return List.of("vm-1", "vm-2");
            }

            @Override
            public String beginCatalogue(String pool) {
                return "catalogue of " + pool;
            }

            @Override
            public void closeCatalogue(String catalogue, int machines) {
                calls.add(catalogue + " " + machines);
            }
        });

        assertThat(handler.run(new BackUpPool.Params("p-1"), context)).isNull();
        Children spawned = context.spawned().orElseThrow();
        assertThat(spawned.tasks()).extracting(ChildTask::name).containsExactly("vm-1", "vm-2");

        SpawnedFamily family = new SpawnedFamily() {
            @Override
            public Summary summary() {
                return new Summary(1, 1, 0, 0, List.of());
            }

            @Override
            public <T> Optional<T> state(Class<T> type) {
                return Optional.ofNullable(spawned.state()).map(type::cast);
            }
        };
        assertThat(handler.end(new BackUpPool.Params("p-1"), family, context)).isEqualTo(new BackUpPool.Report(1, 1));
        assertThat(calls).containsExactly("catalogue of p-1 1");
    }

    @Test
    void aMirrorIsSeenWhileItIsBuilt() throws Exception {
        CreateMirror handler = new CreateMirror(_ -> 7);
        assertThat(handler.run(new CreateMirror.Params("v-1"), context)).isEqualTo(7);
        EntityFact mirror = EntityFact.of("mirror", "v-1");
        assertThat(context.facts())
                .containsExactly(
                        mirror.isBuilding("COPYING"), mirror.is("READY").with("blocks", 7));
    }

    @Test
    void whatARunHasLeftIsNotDoneAgain() throws Exception {
        List<String> calls = new ArrayList<>();
        ArchiveVolume handler = new ArchiveVolume(new ArchiveVolume.Archive() {
            @Override
            public void requireWritable(String volume) {
                calls.add("look at " + volume);
            }

            @Override
            public void write(String volume, int block) {
                calls.add("write " + block);
            }

            @Override
            public void seal(String volume) {
                calls.add("seal");
            }
        });

        assertThat(handler.run(new ArchiveVolume.Params("v-1", 3), context.after(new ArchiveVolume.Done(2))))
                .isEqualTo(3);
        assertThat(calls).containsExactly("write 2", "seal");
        assertThat(context.checkpoints()).containsExactly(new ArchiveVolume.Done(3));
        assertThat(context.steps()).containsExactly("EXECUTING", "FINALIZING");

        assertThat(handler.run(new ArchiveVolume.Params("v-1", 1), new RecordingContext()))
                .isEqualTo(1);
        assertThat(calls).endsWith("look at v-1", "write 0", "seal");
    }

    @Test
    void aRunThatIsInterruptedLeavesHowFarItCame() {
        List<Integer> scanned = new ArrayList<>();
        ScanBook handler = new ScanBook((_, page) -> {
            if (page == 3) {
                throw new InterruptedException("stopped");
            }
            scanned.add(page);
        });

        assertThatThrownBy(() -> handler.run(new ScanBook.Params("b-1", 5), context.after(1)))
                .isInstanceOf(InterruptedException.class);
        assertThat(scanned).containsExactly(1, 2);
        assertThat(context.checkpoints()).containsExactly(3);
    }

    @Test
    void aSecondRunGoesOnWhereTheFirstHasEnded() throws Exception {
        Path from = Files.createDirectory(folder.resolve("from"));
        Path to = Files.createDirectory(folder.resolve("to"));
        for (String name : List.of("a", "b")) {
            Files.writeString(from.resolve(name), name);
        }
        Files.writeString(to.resolve("a"), "there already");
        CopyFiles.Params params = new CopyFiles.Params(from.toString(), to.toString(), List.of("a", "b"));

        assertThat(new CopyFiles().run(params, context)).isEqualTo(2);
        assertThat(to.resolve("a")).hasContent("there already");
        assertThat(to.resolve("b")).hasContent("b");
        assertThat(context.reports())
                .extracting(RecordingContext.Report::percent)
                .containsExactly(50, 100);
        assertThat(context.extensions()).hasSize(2);
    }
}
