"""How the API documents itself; imported by the settings, so nothing here may touch the app registry."""

from typing import Any

DESCRIPTION = """
Goals, what was done for them, and what it amounts to.

**Keys** are snake_case. Ask with `Accept: application/json; case=camel` for camelCase, and send camelCase with
`Content-Type: application/json; case=camel`; `metadata` and `context` keep their own keys.

**Errors** are `{"error": sentence, "code": UPPER_SNAKE}` with `fields` where they concern fields. What belongs to
somebody else answers 404 exactly as what does not exist.

**Lists** are `{"results", "total", "page", "page_size", "next", "previous"}`, newest first, 50 a page and at most 100:
more is refused, as are unknown query parameters and unknown keys in a body, so that a typo never means "everything".

**Numbers** that people enter are decimals: JSON numbers wherever a double keeps every digit, otherwise text. Send
either. **Times** are RFC 3339 in UTC, **days** are ISO dates in the person's own zone and day start.

**Caching**: goals, lists and progress carry an `ETag`; `If-None-Match` answers 304. Every `PATCH` honours `If-Match`
and answers 412 when the row has changed since it was read. The trailing slash may be left out.
""".strip()

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Steady",
    "DESCRIPTION": DESCRIPTION,
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "persistAuthorization": False, "docExpansion": "none"},
    "PATH_CONVERTER_OVERRIDES": {
        "row_id": {"type": "string", "format": "uuid"},
        "iso_day": {"type": "string", "format": "date"},
    },
    "DISABLE_DOCSTRING_DESCRIPTIONS": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.api.schema.share",
    ],
    "ENUM_NAME_OVERRIDES": {
        "PatternEnum": "goals.models.choices.Pattern",
        "GoalTypeEnum": "goals.models.choices.GoalType",
        "StatusEnum": "goals.models.choices.Status",
        "SpecificityEnum": "goals.models.choices.Specificity",
        "ValueCategoryEnum": "goals.models.choices.ValueCategory",
        "SentimentEnum": "goals.models.choices.Sentiment",
        "PeriodEnum": "goals.models.choices.Period",
        "MetricTypeEnum": "goals.models.choices.MetricType",
        "DirectionEnum": "goals.models.choices.Direction",
        "AggregationEnum": "goals.models.choices.Aggregation",
        "FinanceModeEnum": "goals.models.choices.FinanceMode",
        "SilenceEnum": "goals.models.choices.Silence",
        "TimeOfDayEnum": "goals.models.choices.TimeOfDay",
        "IntegrationKindEnum": "coaching.models.IntegrationKind",
        "ScopeEnum": "goals.models.choices.Scope",
        "ShareKindEnum": "goals.models.sharing.ShareKind",
        "SharedPartEnum": "goals.models.sharing.SharedPart",
        "ChangeSourceEnum": "goals.models.choices.Source",
        "DayStatusEnum": "checkins.models.check_in.DayStatus",
        "CheckInSourceEnum": "checkins.models.check_in.CheckInSource",
        "SummaryPeriodEnum": "coaching.models.SummaryPeriod",
        "RoleEnum": "coaching.models.Role",
        "ModeEnum": "coaching.api.serializers.conversations.MODES",
        "SegmentTypeEnum": "coaching.api.serializers.conversations.SEGMENT_TYPES",
        "ProposalStateEnum": "coaching.models.proposal.ProposalState",
        "ProposalStatusEnum": "coaching.models.ProposalStatus",
        "RiskEnum": "coaching.api.serializers.conversations.RISKS",
        "KindEnum": "checkins.models.check_in.Kind",
    },
}
