package io.taskmill.cli;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 2031-05-04T12:00:00Z} and {@code 2031-05-04T15:00+03:00}. */
final class InstantConverter implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no date and time with an offset such as 2031-05-04T12:00:00Z");
        }
    }
}
