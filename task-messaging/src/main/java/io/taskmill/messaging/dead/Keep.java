package io.taskmill.messaging.dead;

/** Which letters' whole bodies are kept while they are held; asked in the order of their arrival, by one thread. */
@FunctionalInterface
interface Keep {

    boolean body(DeadLetter letter);

    static Keep nothing() {
        return _ -> false;
    }

    /** The first letter of this id. */
    static Keep firstOf(LetterId id) {
        return new Keep() {
            private boolean found;

            @Override
            public boolean body(DeadLetter letter) {
                boolean first = !found && letter.id().equals(id);
                found |= first;
                return first;
            }
        };
    }

    /** The first letters, until there are so many bytes; always one. */
    static Keep upTo(int bytes) {
        return new Keep() {
            private long kept;
            private boolean full;

            @Override
            public boolean body(DeadLetter letter) {
                full |= kept > 0 && kept + letter.size() > bytes;
                if (!full) {
                    kept += Math.max(1, letter.size());
                }
                return !full;
            }
        };
    }
}
