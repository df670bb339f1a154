from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "ocop.evaluation"
    verbose_name = "Đánh giá, chấm điểm"
