# One image for each program:
#   docker build --build-arg PROGRAM=api --tag taskmill-api .
# PROGRAM is api, projector or worker. The first stage does not depend on it, so three images cost one build.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY . .
# What 'mvn verify' checks is not checked again here, and tests are not even compiled.
RUN --mount=type=cache,target=/var/cache/maven,sharing=locked \
    mvn -B -q -Dmaven.repo.local=/var/cache/maven -Dmaven.test.skip -Dspotless.check.skip -pl task-api,task-projector,task-worker -am package
RUN for program in api projector worker; do \
      java -Djarmode=tools -jar "task-$program/target/task-$program-exec.jar" extract --layers \
        --application-filename taskmill.jar --destination "/layers/$program" || exit 1; \
    done

FROM eclipse-temurin:25-jre
ARG PROGRAM
RUN case "$PROGRAM" in api | projector | worker) ;; \
      *) echo "PROGRAM is '$PROGRAM': give --build-arg PROGRAM=api, projector or worker" >&2 && exit 1 ;; \
    esac
WORKDIR /opt/taskmill

# What changes seldom comes first.
COPY --from=build /layers/${PROGRAM}/dependencies/ ./
COPY --from=build /layers/${PROGRAM}/snapshot-dependencies/ ./
COPY --from=build /layers/${PROGRAM}/application/ ./
COPY docker/healthy.sh ./

ENV SERVER_PORT=8080 \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError"

# A first start without any server leaves the cache of loaded and linked classes. It is made here and not in
# the build stage, since it holds for this JVM and for these files with these times only. A second start proves
# that the cache can be used: AOTMode=on fails where it cannot.
RUN --mount=type=tmpfs,target=/tmp \
    java -XX:AOTCacheOutput=taskmill.aot -Dspring.context.exit=onRefresh -jar taskmill.jar && \
    java -XX:AOTCache=taskmill.aot -XX:AOTMode=on -Dspring.context.exit=onRefresh -jar taskmill.jar

# A number, so that Kubernetes can see that it is not root. Nothing below /opt/taskmill belongs to it.
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["bash", "/opt/taskmill/healthy.sh"]

# No shell: Java is process 1 and is told SIGTERM itself.
ENTRYPOINT ["java", "-XX:AOTCache=taskmill.aot", "-jar", "taskmill.jar"]

ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="taskmill-${PROGRAM}" \
      org.opencontainers.image.description="Taskmill's ${PROGRAM}: background tasks over RabbitMQ, known in MongoDB" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
