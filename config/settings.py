"""All settings, read from the environment; the defaults serve a developer and the demo.

What production must set is checked at start by `config.checks`, which says how to mend each fault.
"""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

env = environ.Env()

DEFAULT_SECRET_KEY = "khong-an-toan-chi-dung-khi-phat-trien"  # noqa: S105

PRODUCTION = env.bool("OCOP_PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default=DEFAULT_SECRET_KEY)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"] if not PRODUCTION else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("SITE_URL", default="http://localhost:8000")

# The province this installation serves (code of Quyết định 19/2025/QĐ-TTg) and whether the demo is open.
PROVINCE_CODE = env.str("OCOP_PROVINCE", default="37")
DEMO = env.bool("OCOP_DEMO", default=not PRODUCTION)
# Officials who decide, sign or administer need a second factor; the demo shows a notice instead.
MFA_REQUIRED = env.bool("OCOP_MFA_REQUIRED", default=not DEMO)
# Ed25519 private key (PEM) that signs certificate codes; kept apart from SECRET_KEY because a printed
# code must outlive a rotation of that key. Without one, a development key is made in var/.
CODE_SIGNING_KEY = env.str("OCOP_CODE_SIGNING_KEY", default="")
# Public keys of earlier signing keys (43 letters each, as on the public key page): what they signed stays valid.
CODE_VERIFY_KEYS = env.list("OCOP_CODE_VERIFY_KEYS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    "django_q",
    "rules.apps.AutodiscoverRulesConfig",
    "ocop.base",
    "ocop.audit",
    "ocop.places",
    "ocop.parties",
    "ocop.accounts",
    "ocop.documents",
    "ocop.notices",
    "ocop.signing",
    "ocop.regulations",
    "ocop.products",
    "ocop.dossiers",
    "ocop.evaluation",
    "ocop.recognition",
    "ocop.supervision",
    "ocop.programme",
    "ocop.papers",
    "ocop.catalogue",
    "ocop.demo",
    "ocop.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "ocop.web.plain.PlainTextMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ocop.web.account.middleware.NothingKeptMiddleware",
    "ocop.web.account.middleware.FirstDutiesMiddleware",
    "axes.middleware.AxesMiddleware",
]
# A reading page that writes is a fault of ours: caught wherever it is not production.
if not PRODUCTION:
    MIDDLEWARE.append("ocop.web.readonly.ReadOnlyGetMiddleware")

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted((BASE_DIR / "ocop" / "web").glob("*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "ocop.web.navigation.navigation",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": env.db_url_config(env("DATABASE_URL", default="") or f"sqlite:///{VAR_DIR / 'ocop.sqlite3'}")}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Without IMMEDIATE, read-then-write transactions of two people end in "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
    # In memory all threads of a test would share one connection, and a browser's two requests lock each other out.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
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
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "ocop.web.account.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "ocop.web.account.signin_forms.LoginForm",
    "change_password": "ocop.web.account.signin_forms.ChangePasswordForm",
    "reauthenticate": "ocop.web.account.signin_forms.ReauthenticateForm",
}
# Wrong passwords are counted by axes (below), per name and address, in the database.
# A check of a PDF starts a process of its own, and anybody may ask for one.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip", "login": "120/m/ip", "check_signature": "10/m/ip"}
MFA_ADAPTER = "ocop.web.account.adapters.MfaAdapter"
MFA_FORMS = {
    "authenticate": "ocop.web.account.signin_forms.MfaAuthenticateForm",
    "reauthenticate": "ocop.web.account.signin_forms.MfaReauthenticateForm",
    "activate_totp": "ocop.web.account.signin_forms.ActivateTotpForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "OCOP"
USERSESSIONS_TRACK_ACTIVITY = True

AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "ocop.web.account.origin.client_ip"
AXES_LOCKOUT_CALLABLE = "ocop.web.account.me.locked_out"
SILENCED_SYSTEM_CHECKS: list[str] = []

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["ocop.base.formats"]

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [VAR_DIR / "assets"]
for folder in (STATIC_ROOT, VAR_DIR / "assets"):
    folder.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if env.bool("OCOP_BUILT_ASSETS", default=PRODUCTION)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = env.str("OCOP_FILES", default=str(VAR_DIR / "files"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024  # one chunk of a resumable upload is at most 4 MB
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
EVIDENCE_MAX_BYTES = 50 * 1024 * 1024

# Digital signatures (docs/adr/0007, docs/remote-signing.md). Trusted roots and, in crl/, revocation lists; key files
# (.p12) that only this server reads; the driver of a token; a remote service; a time stamping authority (RFC 3161).
SIGNING_TRUST_DIR = env.str("OCOP_SIGNING_TRUST", default=str(VAR_DIR / "trust"))
SIGNING_KEYS_DIR = env.str("OCOP_SIGNING_KEYS", default=str(VAR_DIR / "keys"))
SIGNING_TOKEN_DRIVER = env.str("OCOP_SIGNING_TOKEN_DRIVER", default="")
SIGNING_REMOTE_URL = env.str("OCOP_SIGNING_REMOTE_URL", default="")
SIGNING_REMOTE_TOKEN = env.str("OCOP_SIGNING_REMOTE_TOKEN", default="")
SIGNING_TSA_URL = env.str("OCOP_SIGNING_TSA_URL", default="")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'"],
        "object-src": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=PRODUCTION)
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# How many proxies in front add to X-Forwarded-For: the lock-out and the limits count the address that they saw.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1 if BEHIND_PROXY else 0)
SECURE_REFERRER_POLICY = "same-origin"

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="OCOP <khong-tra-loi@localhost>")

Q_CLUSTER = {
    "name": "ocop",
    "orm": "default",
    "workers": 1,
    "timeout": 600,
    "retry": 900,
    "max_attempts": 3,
    "ack_failures": False,
    "catch_up": False,
    "label": "Việc nền",
    # tests and one-process use run jobs at once; a server runs `manage.py qcluster`
    "sync": env.bool("OCOP_JOBS_INLINE", default=not PRODUCTION),
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
