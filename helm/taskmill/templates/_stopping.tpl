{{/*
How long stopping takes, in seconds: 5 in which the pod is taken out of its service, one phase of Spring's
shutting down, 10 for all the rest. A worker's phase is its drain and 20 for handing back and closing.
*/}}
{{- define "taskmill.phaseSeconds" -}}
{{- $drain := int (index .root.Values .program).drainSeconds -}}
{{- ternary (add $drain 20) $drain (eq .program "worker") -}}
{{- end -}}

{{- define "taskmill.preStopSeconds" -}}5{{- end -}}

{{- define "taskmill.graceSeconds" -}}
{{- $phase := int (include "taskmill.phaseSeconds" .) -}}
{{- $least := add (int (include "taskmill.preStopSeconds" .)) $phase 10 | int -}}
{{- $given := (index .root.Values .program).terminationGracePeriodSeconds -}}
{{- if kindIs "invalid" $given -}}
{{- $least -}}
{{- else if lt (int $given) $least -}}
{{- fail (printf "%s.terminationGracePeriodSeconds is %d: with a drain of %d s it must be %d or more" .program (int $given) (int (index .root.Values .program).drainSeconds) $least) -}}
{{- else -}}
{{- int $given -}}
{{- end -}}
{{- end -}}
