package io.taskmill.api.text;

import io.taskmill.model.State;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** What the states are called. */
public final class StateNames {

    private static final String BUNDLE = "io.taskmill.api.text.states";

    /** The root bundle is English; the machine's own language plays no part. */
    private static final Control NO_FALLBACK = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    private StateNames() {}

    public static String of(State state, Language language) {
        return ResourceBundle.getBundle(BUNDLE, language.locale(), NO_FALLBACK).getString(state.name());
    }
}
