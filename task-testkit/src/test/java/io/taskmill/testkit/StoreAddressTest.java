package io.taskmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StoreAddressTest {

    @Test
    void putsTheDatabaseBeforeTheOptions() {
        assertThat(new StoreAddress("mongodb://127.0.0.1:37017/?replicaSet=rs0").uri("db"))
                .isEqualTo("mongodb://127.0.0.1:37017/db?replicaSet=rs0");
    }

    @Test
    void replacesTheDatabaseOfAServerWithSeveralMembers() {
        assertThat(new StoreAddress("mongodb://a:1,b:2/old?replicaSet=rs0").uri("db"))
                .isEqualTo("mongodb://a:1,b:2/db?replicaSet=rs0");
    }

    @Test
    void needsNeitherSlashNorOptions() {
        assertThat(new StoreAddress("mongodb://a").uri("db")).isEqualTo("mongodb://a/db");
        assertThat(new StoreAddress("mongodb+srv://a/").uri("db")).isEqualTo("mongodb+srv://a/db");
    }

    @Test
    void stillLooksAUserUpWhereTheUriSaid() {
        assertThat(new StoreAddress("mongodb://u:p@a/users").uri("db"))
                .isEqualTo("mongodb://u:p@a/db?authSource=users");
        assertThat(new StoreAddress("mongodb://u:p@a/?w=1").uri("db"))
                .isEqualTo("mongodb://u:p@a/db?w=1&authSource=admin");
        assertThat(new StoreAddress("mongodb://u:p@a/x?authSource=y").uri("db"))
                .isEqualTo("mongodb://u:p@a/db?authSource=y");
    }

    @Test
    void refusesWhatIsNoUriOfMongoDbWithoutShowingIt() {
        assertThatThrownBy(() -> new StoreAddress("amqp://u:secret@a"))
                .isInstanceOf(TestkitException.class)
                .hasMessageContaining("mongodb://host:port")
                .hasMessageNotContaining("secret");
    }

    @Test
    void keepsThePasswordOutOfItsText() {
        assertThat(new StoreAddress("mongodb://u:secret@a:1")).hasToString("MongoDB at a:1");
    }
}
