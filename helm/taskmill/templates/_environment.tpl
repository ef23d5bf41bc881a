{{/* The environment of one program. A later entry of the same name would win in Kubernetes, so there is none. */}}
{{- define "taskmill.environment" -}}
{{- $values := .root.Values -}}
{{- $own := index $values .program -}}
{{- $settings := dict "SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE" (printf "%ss" (include "taskmill.phaseSeconds" .)) -}}
{{- if eq .program "worker" -}}
{{- $_ := set $settings "TASKMILL_WORKER_GRACE" (printf "%ds" (int $own.drainSeconds)) -}}
{{- $_ := set $settings "TASKMILL_WORKER_SLOTS" (toString (int $own.slots)) -}}
{{- end -}}
{{- range $name, $value := merge (dict) $own.env $values.env -}}
{{- if hasKey $settings $name -}}
{{- fail (printf "env %s is set by the chart: change drainSeconds or slots of %s instead" $name $.program) -}}
{{- end -}}
{{- $_ := set $settings $name (toString $value) -}}
{{- end -}}
{{- range $name, $value := $settings }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
- name: SPRING_RABBITMQ_ADDRESSES
  valueFrom:
    secretKeyRef: {name: {{ $values.rabbitmq.secret }}, key: {{ $values.rabbitmq.addressesKey }}}
- name: SPRING_RABBITMQ_USERNAME
  valueFrom:
    secretKeyRef: {name: {{ $values.rabbitmq.secret }}, key: {{ $values.rabbitmq.usernameKey }}}
- name: SPRING_RABBITMQ_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ $values.rabbitmq.secret }}, key: {{ $values.rabbitmq.passwordKey }}}
{{- if eq .program "worker" }}
- name: TASKMILL_WORKER_NAME
  valueFrom:
    fieldRef: {fieldPath: metadata.name}
{{- else }}
- name: SPRING_MONGODB_URI
  valueFrom:
    secretKeyRef: {name: {{ $values.mongodb.secret }}, key: {{ $values.mongodb.uriKey }}}
{{- end }}
{{- end -}}
