"""Every setting of an installation, read from the environment; docs/configuration.md explains each variable.

A value that makes no sense stops the start with a sentence that names the variable.
"""

import datetime as dt
from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF

from config.api.schema_settings import SPECTACULAR_SETTINGS  # noqa: F401  (read by name)
from config.environment import Environment, database, email, generated_secret
from config.logs import configure_structlog, logging_configuration

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment()

# --- The installation ---------------------------------------------------------------------------------------------

DEBUG = env.flag("DEBUG", default=False)
DATA_DIR = Path(env.text("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
SECRET_KEY = env.text("SECRET_KEY", default="") or generated_secret(DATA_DIR / "secret_key")
# The first seals the secrets of integrations, the others still open them; config/sealing.py derives the keys.
SECRETS_KEYS = env.words("SECRETS_KEYS", default=[SECRET_KEY])
SITE_URL = env.url("SITE_URL", default="http://127.0.0.1:8000", schemes=("http", "https"))
SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SECURE else []

# --- Rules that an installation may set ---------------------------------------------------------------------------

ACTIVE_GOALS_QUOTA = env.number("ACTIVE_GOALS_QUOTA", default=50, least=1, most=10_000)
GOAL_CREATION_RATE = env.rate("GOAL_CREATION_RATE", default="300/hour")
# Networks inside, in which webhooks may be answered all the same: 192.168.1.0/24.
WEBHOOK_NETWORKS = env.networks("WEBHOOK_NETWORKS")
TOKEN_DAYS = env.number("TOKEN_DAYS", default=365, least=1, most=3650)
SIGN_UP_OPEN = env.flag("SIGN_UP_OPEN", default=True)
# Who computes the figures of a goal; goals/progress.py says what it must offer.
PROGRESS_ENGINE = "checkins.engine.Engine"
# Who understands what people write to the coach; coaching/interpreters/ says what each must offer.
COACH_INTERPRETERS = {"offline": "coaching.interpreters.offline.OfflineInterpreter"}
COACH_INTERPRETER = env.choice("COACH_INTERPRETER", tuple(COACH_INTERPRETERS), default="offline")

# --- Django -------------------------------------------------------------------------------------------------------

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
AUTH_USER_MODEL = "goals.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "goals",
    "checkins",
    "coaching",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "django_celery_beat",
    "django_celery_results",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "import_export",
    "knox",
    "rest_framework",
    "template_partials",
]

MIDDLEWARE = [
    # Outermost: whatever comes out under /api/ is JSON with a request id.
    "config.middleware.ApiFrame",
    # Before authentication, which headless clients of allauth need.
    "django_structlog.middlewares.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.appearance.Preferences",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "config.appearance.appearance",
            ],
        },
    },
]
FORM_RENDERER = "config.fields.PageFormRenderer"

DATABASES = {"default": database(env, default=f"sqlite:///{DATA_DIR / 'steady.sqlite3'}", test_dir=DATA_DIR)}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
REDIS_URL = env.url("REDIS_URL", default="", schemes=("redis", "rediss"))
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

# --- Language and time --------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # people have their own: User.timezone

# --- Static files -------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns at every start where it is missing
STATICFILES_DIRS = [BASE_DIR / "static"]
# `collectstatic` at deploy gives compressed files with far-future headers; without it they are served as they lie.
COLLECTED = (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_USE_FINDERS = not COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED or env.flag("COLLECT_STATIC", default=False)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- Sign-in ------------------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/today/"
ACCOUNT_SIGNUP_REDIRECT_URL = "/welcome/1/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "goals.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "goals.forms.accounts.SignUpZone"
ACCOUNT_FORMS = {
    "add_email": "goals.forms.addresses.EmailForm",
    "change_password": "goals.forms.passwords.PasswordForm",
    "login": "goals.forms.passwords.SignInForm",
    "reset_password_from_key": "goals.forms.passwords.NewPasswordForm",
    "signup": "goals.forms.sign_up.SignUpForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = env.choice("EMAIL_VERIFICATION", ("none", "optional", "mandatory"), default="optional")
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"

# --- Mail ---------------------------------------------------------------------------------------------------------

vars().update(email(env, default="consolemail://"))
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", default="Steady <steady@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 20  # seconds; a server that never answers must not hold the worker

# --- Security -----------------------------------------------------------------------------------------------------

SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.expired.form_expired"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.flag("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# --- The API ------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "config.api.authentication.PersonalTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "config.api.authentication.TokenScope",
    ],
    "DEFAULT_PARSER_CLASSES": ["config.api.json.JsonParser", "config.api.json.CamelJsonParser"],
    "DEFAULT_RENDERER_CLASSES": ["config.api.json.JsonRenderer", "config.api.json.CamelJsonRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "config.api.json.Negotiation",
    "DEFAULT_PAGINATION_CLASS": "config.api.paging.Pages",
    "DEFAULT_FILTER_BACKENDS": ["config.api.filters.Narrowing"],
    "DEFAULT_SCHEMA_CLASS": "config.api.schema.Schema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "config.api.errors.answer",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {
        "user": env.rate("API_RATE", default="1200/min"),
        "password": "10/hour",
        "export": "30/hour",
        "insights": "20/hour",
        "coach": env.rate("COACH_RATE", default="30/min"),
    },
    "URL_FORMAT_OVERRIDE": None,
    "COERCE_DECIMAL_TO_STRING": False,
    "DATETIME_FORMAT": None,
    "DATE_FORMAT": None,
    "TIME_FORMAT": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "TEST_REQUEST_RENDERER_CLASSES": [
        "config.api.json.JsonRenderer",
        "config.api.json.CamelJsonRenderer",
        "rest_framework.renderers.MultiPartRenderer",
    ],
}
KNOX_TOKEN_MODEL = "goals.PersonalToken"  # noqa: S105  (a model, no secret)
# Knox's own table would stand empty beside ours, and its foreign key would keep PostgreSQL from truncating people.
MIGRATION_MODULES = {"knox": None}
REST_KNOX = {
    "TOKEN_MODEL": KNOX_TOKEN_MODEL,
    "TOKEN_PREFIX": "steady_",
    "AUTH_HEADER_PREFIX": "Bearer",
    "TOKEN_TTL": dt.timedelta(days=TOKEN_DAYS),
    "AUTO_REFRESH": False,
}

# --- Background work ----------------------------------------------------------------------------------------------

_BROKER_DIR = DATA_DIR / "broker"
CELERY_BROKER_URL = REDIS_URL or "filesystem://"
if not REDIS_URL:
    for name in ("queue", "control"):
        (_BROKER_DIR / name).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_BROKER_DIR / "queue"),
        "data_folder_out": str(_BROKER_DIR / "queue"),
        "control_folder": str(_BROKER_DIR / "control"),
    }
CELERY_RESULT_BACKEND = "django-db"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "resume-paused-goals": {"task": "goals.tasks.resume_paused_goals", "schedule": crontab(minute="5")},
    "write-summaries": {"task": "coaching.tasks.write_summaries", "schedule": crontab(minute="15")},
    "make-reminders": {"task": "coaching.tasks.make_reminders", "schedule": crontab()},
    "sweep-deliveries": {"task": "coaching.tasks.sweep_deliveries", "schedule": crontab(minute="*/2")},
    "find-insights": {
        "task": "checkins.tasks.find_everybodys_insights",
        "schedule": crontab(minute="40", hour="2", day_of_week="1"),
    },
    "catch-up": {
        "task": "checkins.tasks.catch_up_dormant_goals",
        "schedule": crontab(hour="3", minute="40"),
    },
    "verify-progress": {
        "task": "checkins.tasks.verify_everybodys_progress",
        "schedule": crontab(hour="4", minute="10", day_of_week="0"),
    },
    "forget-expired": {"task": "goals.tasks.forget_expired", "schedule": crontab(hour="3", minute="20")},
}

# --- Logs ---------------------------------------------------------------------------------------------------------

LOG_FORMAT = env.choice("LOG_FORMAT", ("console", "json"), default="console")
LOG_LEVEL = env.choice("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), default="INFO")
configure_structlog()
LOGGING = logging_configuration(LOG_FORMAT, LOG_LEVEL)
DJANGO_STRUCTLOG_CELERY_ENABLED = True
